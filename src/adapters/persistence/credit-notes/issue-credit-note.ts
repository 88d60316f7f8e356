import { creditNoteOf, needsCreditNote } from '../../../domain/credit-note';
import type { IssuedCreditNote } from '../../../ports/credit-notes';
import type { Transaction } from '../database';
import type { CancellationRow } from '../tables/cancellations';
import { loadCreditNoteFacts } from './credit-note-facts';
import { storeCreditNote } from './store-credit-note';

/**
 * Issues the credit note of a cancellation that closes, in the closing transaction; undefined where nothing that was
 * captured comes back. The caller holds the order's lock and has seen that it was not closed before.
 */
export async function issueCreditNote(tx: Transaction, row: CancellationRow): Promise<IssuedCreditNote | undefined> {
  if (row.refund === 0) return undefined;
  const { orderPlacedAt, units, tenders } = await loadCreditNoteFacts(tx, row);
  if (!needsCreditNote(tenders)) return undefined;
  const issuedAt = row.closed_at ?? new Date();
  const note = creditNoteOf(
    {
      ...{ shopId: row.shop_id, orderId: row.order_id, cancellationId: row.cancellation_id },
      ...{ currency: row.currency, reason: row.reason, orderPlacedAt, requestedAt: row.requested_at.toISOString() },
      ...{ feeKept: row.fee - row.gift_spent, total: row.refund, tenders },
      ...(row.gift_spent === 0 ? {} : { giftSpent: row.gift_spent }),
    },
    { units, whole: row.whole, policies: new Map(Object.entries(row.policies)) },
  );
  return storeCreditNote(tx, issuedAt, note);
}
