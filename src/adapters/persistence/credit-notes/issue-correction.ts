import type { CorrectionCause, CreditNoteTender } from '../../../domain/credit-note';
import type { Minor } from '../../../domain/money';
import type { IssuedCreditNote } from '../../../ports/credit-notes';
import type { Transaction } from '../database';
import type { CancellationRow } from '../tables/cancellations';
import { loadCreditNoteFacts } from './credit-note-facts';
import { readCreditNotes } from './read-credit-notes';
import { storeCreditNote } from './store-credit-note';

export interface Correction {
  readonly cause: CorrectionCause;
  /** The leg that came back, or the capture that came too late: one correction each. */
  readonly subject: string;
  /** What is credited beyond the note, minor units; below zero where it was too much. */
  readonly amount: Minor;
  /** Where the difference went. */
  readonly tenders: readonly CreditNoteTender[];
}

/**
 * Corrects what was credited, by a note of its own in the same series: an issued one is never changed. The
 * caller holds the order's lock and calls it last in its transaction. Issued before for this subject, it
 * answers with the note that is there.
 */
export async function issueCorrection(
  tx: Transaction,
  row: CancellationRow,
  { cause, subject, amount, tenders }: Correction,
): Promise<IssuedCreditNote> {
  const ref = { shopId: row.shop_id, cancellationId: row.cancellation_id };
  const issued = await readCreditNotes(tx, ref);
  const before = issued.corrections.find(({ note }) => note.subject === subject);
  if (before !== undefined) return before;
  const { orderPlacedAt } = await loadCreditNoteFacts(tx, row);
  return storeCreditNote(tx, new Date(), {
    ...ref,
    ...{ kind: 'CORRECTION', orderId: row.order_id, currency: row.currency, reason: row.reason, cause, subject },
    ...{ orderPlacedAt, requestedAt: row.requested_at.toISOString(), lines: [], shipping: 0, feeKept: 0 },
    ...{ adjustment: amount, total: amount, tenders },
    ...(issued.credit === undefined ? {} : { corrects: issued.credit.note.number }),
  });
}
