import { sql } from 'kysely';
import { SYSTEM_ACTOR } from '../../../domain/cancellation';
import type { CancellationBook } from '../../../ports/cancellation-book';
import type { Database, Transaction } from '../database';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { lockCancellation } from '../lock-cancellation';
import { moveState } from '../move-state';
import { recordEvents } from '../record-event';
import { isAboutMoney } from '../stuck';
import type { CancellationRow } from '../tables/cancellations';

type FlagInput = Parameters<CancellationBook['flag']>[0];

/**
 * A person must look. The first cause stays until a lever brings the cancellation back; a further one is only told,
 * once. One that has ended stays ended.
 */
export function flag(db: Database): CancellationBook['flag'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, input);
      if (hasEnded(row.state)) return { since: row.updated_at.toISOString() };
      if (isAboutMoney(input.cause)) await putToAttention(tx, row);
      if (row.state === 'NEEDS_HUMAN') return flagAgain(tx, row, input);
      const since = new Date();
      const step = input.step ?? null;
      await moveState(tx, row, {
        to: 'NEEDS_HUMAN',
        waitingOn: 'OPERATOR',
        event: 'NEEDS_HUMAN',
        reason: input.cause,
        ...(step === null ? {} : { details: { step } }),
        set: { stuck_cause: input.cause, stuck_step: step, stuck_since: since, stuck_from: row.state },
      });
      return { since: since.toISOString() };
    });
}

async function flagAgain(tx: Transaction, row: CancellationRow, input: FlagInput): Promise<{ since: string }> {
  const since = row.stuck_since ?? row.updated_at;
  if (row.stuck_cause === input.cause) return { since: since.toISOString() };
  const told = await tx
    .selectFrom('timeline')
    .select('entry_id')
    .where('shop_id', '=', row.shop_id)
    .where('cancellation_id', '=', row.cancellation_id)
    .where('event', '=', 'NEEDS_HUMAN')
    .where('reason', '=', input.cause)
    .where('at', '>=', since)
    .executeTakeFirst();
  if (told === undefined) {
    const details = input.step === undefined ? {} : { step: input.step };
    await recordEvents(tx, input, [{ event: 'NEEDS_HUMAN', actor: SYSTEM_ACTOR, reason: input.cause, details }]);
  }
  return { since: since.toISOString() };
}

/**
 * A stuck refund shows on the order, whatever its legs say: one that nobody can resolve
 * is still on its way by its own state.
 */
async function putToAttention(tx: Transaction, row: CancellationRow): Promise<void> {
  await sql`
    with told as (
      update cancellations set refund_state = 'NEEDS_ATTENTION'
      where shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id}
    )
    update orders set refund_state = 'NEEDS_ATTENTION', updated_at = now()
    where shop_id = ${row.shop_id} and order_id = ${row.order_id} and refund_state <> 'NEEDS_ATTENTION'`.execute(tx);
}
