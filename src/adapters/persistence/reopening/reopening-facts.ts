import type { CancellationRef } from '../../../ports/cancellation-book';
import type { Transaction } from '../database';
import type { ApprovalRow } from '../tables/approvals';
import { REOPEN } from './reopening-content';

/** The cancellation that has taken an ended one up, whichever way; undefined where none has, or was denied. */
export async function takenUpBy(tx: Transaction, { shopId, cancellationId }: CancellationRef) {
  return tx
    .selectFrom('cancellations')
    .select(['cancellation_id', 'reopening'])
    .where('shop_id', '=', shopId)
    .where('escalates', '=', cancellationId)
    .where('state', '<>', 'DENIED')
    .executeTakeFirst();
}

/** How often an allowed reopening was tried, and denied: a new try needs a new key. */
export async function deniedTries(tx: Transaction, shopId: string, approvalId: string): Promise<number> {
  const { denied } = await tx
    .selectFrom('cancellations')
    .select((eb) => eb.fn.countAll<string>().as('denied'))
    .where('shop_id', '=', shopId)
    .where('reopening', '=', approvalId)
    .where('state', '=', 'DENIED')
    .executeTakeFirstOrThrow();
  return Number(denied);
}

/** The reopenings of one cancellation that were asked for, in their order. Its row must be locked. */
export async function reopeningsOf(
  tx: Transaction,
  { shopId, cancellationId }: CancellationRef,
): Promise<readonly ApprovalRow[]> {
  return tx
    .selectFrom('approvals')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('cancellation_id', '=', cancellationId)
    .where('action', '=', REOPEN)
    .orderBy('asked_at')
    .execute();
}
