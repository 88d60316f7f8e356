import type { CancellationRef } from '../../../ports/cancellation-book';
import type { CreditNotesOf } from '../../../ports/credit-notes';
import type { Database, Transaction } from '../database';

/** What was issued for a cancellation; nothing where there is none of that id. */
export async function readCreditNotes(db: Database | Transaction, ref: CancellationRef): Promise<CreditNotesOf> {
  const rows = await db
    .selectFrom('credit_notes')
    .select(['kind', 'body', 'hash'])
    .where('shop_id', '=', ref.shopId)
    .where('cancellation_id', '=', ref.cancellationId)
    .orderBy('issued_at')
    .orderBy('number')
    .execute();
  const issued = rows.map(({ kind, body, hash }) => ({ kind, issued: { note: body, hash } }));
  const credit = issued.find(({ kind }) => kind === 'CREDIT');
  return {
    ...(credit === undefined ? {} : { credit: credit.issued }),
    corrections: issued.filter(({ kind }) => kind === 'CORRECTION').map((one) => one.issued),
  };
}
