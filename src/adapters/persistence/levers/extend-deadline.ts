import { sql } from 'kysely';
import { refused } from '../../../domain/refusals';
import { putOff, runningClock } from '../offers/extend-deadline';
import { loadStanding } from '../standing';
import type { Apply, Pull } from './lever-effect';

interface ExtendDeadline {
  readonly kind: 'extendDeadline';
  readonly merchantId: string;
  readonly minutes: number;
}

/** Gives a merchant more time, as often as it is needed. What has no merchant's clock that runs is refused. */
export const extendDeadline: Apply<ExtendDeadline> = async ({ tx, row, lever }) => {
  const { merchantId, minutes } = lever;
  const { parts } = await loadStanding(tx, { shopId: row.shop_id, cancellationId: row.cancellation_id });
  const part = parts.find((one) => one.merchantId === merchantId);
  if (part === undefined) return refused('MERCHANT_NOT_ASKED', { merchantId });
  const clock = runningClock(row, part, new Date().toISOString());
  if ('outcome' in clock) return clock;
  const { deadline, next } = await putOff(tx, row, { ...clock, minutes });
  const details = { merchantId, from: clock.deadline, until: deadline.toISOString() };
  return { outcome: 'done', to: row.state, set: { deadline: next }, details };
};

/** Did this actor put off this very deadline before? Then this is that pull, repeated; of another deadline it is another one. */
export async function wasExtended({ tx, row, lever, actor }: Pull, deadline: string | undefined): Promise<boolean> {
  if (deadline === undefined) return false;
  const { rows } = await sql`
    select from timeline
    where shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id} and event = 'LEVER_PULLED'
      and actor_id = ${actor.id} and actor_role = ${actor.role} and details -> 'lever' = ${JSON.stringify(lever)}::jsonb
      and details ->> 'from' = ${deadline}
    limit 1`.execute(tx);
  return rows.length > 0;
}
