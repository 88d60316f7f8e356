import type { Insertable } from 'kysely';
import { RELEASING_STATES, type LegState } from '../../../domain/refund-leg';
import { refused, type Refusal } from '../../../domain/refusals';
import { legIdOf, legKeyOf } from '../leg-identity';
import { byHand, post } from '../ledger';
import { lockOrderLegs } from '../order-legs';
import { writeRefundState } from '../refund-state';
import { isAboutMoney } from '../stuck';
import type { RefundLegRow, RefundLegTable } from '../tables/money';
import { cameBack } from './failed-leg';
import { stuckFrom, type Apply, type LeverEffect, type Pull } from './lever-effect';

type Refunding =
  | { readonly kind: 'retryRefund'; readonly legId: string }
  | { readonly kind: 'recordManualRefund'; readonly legId: string; readonly reference: string };

/**
 * After a proven failure, or once the money came back, a new leg, under a new key, to where the failed one went: the same tender, or for a
 * payout the destination that two persons agreed on. DESTINATION_NOT_FOUND where that destination has been erased since.
 */
export const retryRefund: Apply<Extract<Refunding, { kind: 'retryRefund' }>> = (pull) => replace(pull);

/** After a proven failure, or once the money came back, what somebody has paid by hand, with the reference of that payment. */
export const recordManualRefund: Apply<Extract<Refunding, { kind: 'recordManualRefund' }>> = async (pull) => {
  if (pull.lever.reference.trim() === '') return refused('LEVER_NOT_APPLICABLE', { missing: 'reference' });
  return replace(pull);
};

async function replace(pull: Pull<Refunding>): Promise<LeverEffect | Refusal> {
  const { tx, row, lever } = pull;
  const legs = await lockOrderLegs(tx, row);
  const own = legs.filter((leg) => leg.cancellation_id === row.cancellation_id);
  const failed = own.find(({ leg_id }) => leg_id === lever.legId);
  if (failed === undefined) return refused('LEG_NOT_FOUND', { legId: lever.legId });
  if (!isReleasing(failed) && !cameBack(failed))
    return refused('LEG_NOT_FAILED', { legId: failed.leg_id, state: failed.state });
  if (failed.replaced_by !== null) return refused('LEVER_NOT_APPLICABLE', { replacedBy: failed.replaced_by });
  if (cameBack(failed) && !(await isReversed(pull, failed))) {
    return refused('LEVER_NOT_APPLICABLE', { legId: failed.leg_id, repair: 'NOT_BEGUN' });
  }
  if (lever.kind === 'retryRefund' && (await isErased(pull, failed))) {
    return refused('DESTINATION_NOT_FOUND', { destinationId: failed.destination_id ?? '' });
  }
  if (!(await commitAgain(pull, failed)))
    return refused('LEVER_NOT_APPLICABLE', { captureId: failed.capture_id ?? '' });
  const next = replacementOf(failed, { number: own.length + 1, lever });
  await tx.insertInto('refund_legs').values(next).execute();
  await tx
    .updateTable('refund_legs')
    .set({ replaced_by: next.leg_id, updated_at: new Date() })
    .where('shop_id', '=', row.shop_id)
    .where('leg_id', '=', failed.leg_id)
    .execute();
  await postByHand(pull, next);
  const before = legs.map((leg) => (leg === failed ? { ...leg, replaced_by: next.leg_id } : leg));
  const after = [...before, { ...failed, ...next, late_news: null }];
  await writeRefundState(tx, row, { legs: after, none: 'NONE' });
  const stillFailed = after.some(
    (leg) =>
      leg.cancellation_id === row.cancellation_id &&
      leg.replaced_by === null &&
      (isTrouble(leg.state) || cameBack(leg)),
  );
  const comesBack = row.state === 'NEEDS_HUMAN' && isAboutMoney(row.stuck_cause) && !stillFailed;
  return { outcome: 'done', to: comesBack ? stuckFrom(row) : row.state, details: { newLegId: next.leg_id } };
}

/** Do the books say already that its money came back? Until then nothing is owed again. */
async function isReversed({ tx }: Pull, { shop_id, leg_id }: RefundLegRow): Promise<boolean> {
  const reversal = tx.selectFrom('ledger_entries').select('entry_id').where('shop_id', '=', shop_id);
  return (await reversal.where('transaction_id', '=', `${leg_id}:returned`).executeTakeFirst()) !== undefined;
}

async function isErased({ tx }: Pull, { shop_id, destination_id }: RefundLegRow): Promise<boolean> {
  const erased = tx.selectFrom('payout_destinations').select('erased_at').where('shop_id', '=', shop_id);
  const found = await erased.where('destination_id', '=', destination_id).executeTakeFirst();
  return found !== undefined && found.erased_at !== null;
}

/** The capture gives the amount once more, if it still has it: since then it may have been disputed, or refunded elsewhere. */
export async function commitAgain(
  { tx }: Pull,
  { shop_id, order_id, capture_id, amount }: RefundLegRow,
): Promise<boolean> {
  if (capture_id === null) return true;
  const committed = await tx
    .updateTable('captures')
    .set((value) => ({ committed: value('committed', '+', amount) }))
    .where('shop_id', '=', shop_id)
    .where('order_id', '=', order_id)
    .where('capture_id', '=', capture_id)
    .where((where) =>
      where(where('amount', '-', where.ref('committed')), '>=', where('external', '+', where('disputed', '+', amount))),
    )
    .returning('capture_id')
    .executeTakeFirst();
  return committed !== undefined;
}

function replacementOf(
  failed: RefundLegRow,
  { number, lever }: { readonly number: number; readonly lever: Refunding },
): Insertable<RefundLegTable> & Pick<RefundLegRow, 'leg_id' | 'state' | 'channel' | 'amount'> {
  const { shop_id, cancellation_id, order_id, tender_id, kind, channel } = failed;
  const leg_id = legIdOf(cancellation_id, number);
  const byHand = lever.kind === 'recordManualRefund';
  return {
    ...{ shop_id, leg_id, cancellation_id, order_id, tender_id, kind, channel },
    capture_id: failed.capture_id,
    authorization_id: failed.authorization_id,
    destination_id: failed.destination_id,
    amount: failed.amount,
    currency: failed.currency,
    state: byHand ? 'MANUAL' : 'PLANNED',
    idempotency_key: legKeyOf(shop_id, leg_id),
    manual_reference: byHand ? lever.reference : null,
    replaced_by: null,
    purpose: cameBack(failed) ? 'REPAIR' : failed.purpose,
    final_at: byHand ? new Date() : null,
  };
}

/** What was owed again since the failure is paid, but through no channel. */
async function postByHand(
  { tx, row }: Pull,
  leg: Pick<RefundLegRow, 'leg_id' | 'state' | 'channel' | 'amount'>,
): Promise<void> {
  if (leg.state !== 'MANUAL') return;
  await post(tx, row, [byHand(leg)]);
}

function isReleasing({ state }: RefundLegRow): boolean {
  return (RELEASING_STATES as readonly LegState[]).includes(state);
}

/** Does a leg in this state need a person, unless another has replaced it? */
export function isTrouble(state: LegState): boolean {
  return state === 'REVIEW' || (RELEASING_STATES as readonly LegState[]).includes(state);
}
