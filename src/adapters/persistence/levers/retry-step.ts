import { NOT_BY_RETRY } from '../../../domain/applicable-levers';
import { refused } from '../../../domain/refusals';
import { lockOrderLegs } from '../order-legs';
import { writeRefundState } from '../refund-state';
import { isAboutMoney } from '../stuck';
import { stuckFrom, type Apply, type Pull } from './lever-effect';

type RetryStep = Pull<{ readonly kind: 'retryStep' }>;

/** Brings a cancellation back to where it became stuck, so that its workflow runs that step once more. */
export const retryStep: Apply<{ readonly kind: 'retryStep' }> = async (pull) => {
  const { row } = pull;
  if (row.state !== 'NEEDS_HUMAN' || row.stuck_cause === null) {
    return refused('LEVER_NOT_APPLICABLE', { state: row.state });
  }
  if (NOT_BY_RETRY.includes(row.stuck_cause)) return refused('LEVER_NOT_APPLICABLE', { cause: row.stuck_cause });
  if (isAboutMoney(row.stuck_cause)) await askChannelsAgain(pull);
  return { outcome: 'done', to: stuckFrom(row) };
};

/** A leg whose channel contradicted it is unclear again: its channel is asked, under the same key. */
async function askChannelsAgain({ tx, row }: RetryStep): Promise<void> {
  const legs = await lockOrderLegs(tx, row);
  await tx
    .updateTable('refund_legs')
    .set({ state: 'AMBIGUOUS', updated_at: new Date() })
    .where('shop_id', '=', row.shop_id)
    .where('cancellation_id', '=', row.cancellation_id)
    .where('state', '=', 'REVIEW')
    .execute();
  const now = legs.map((leg) =>
    leg.cancellation_id === row.cancellation_id && leg.state === 'REVIEW'
      ? { ...leg, state: 'AMBIGUOUS' as const }
      : leg,
  );
  await writeRefundState(tx, row, { legs: now, none: row.refund_state });
}
