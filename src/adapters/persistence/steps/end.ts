import { sql } from 'kysely';
import { GOES_AHEAD_STATES, type CancellationState } from '../../../domain/cancellation';
import type { CancellationBook, EndOutcome } from '../../../ports/cancellation-book';
import type { Database, Transaction } from '../database';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { lockCancellation } from '../lock-cancellation';
import { moveState } from '../move-state';
import type { CancellationRow } from '../tables/cancellations';
import { NOT_STUCK } from '../stuck';
import { releaseGiftCards } from '../wallet/gift-holds';

type EndInput = Parameters<CancellationBook['end']>[0];

/**
 * Ends a cancellation before its commit: its units are free again, the order reads as it did before. Ended before, it
 * answers with how. What is rejected from ARBITRATION is UPHELD, and from anywhere else REJECTED, whichever it was
 * called: go by the answer.
 * @throws Error when the units are already cancelled, or the transition is not in the table: faults of ours.
 */
export function end(db: Database): CancellationBook['end'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, input);
      if (hasEnded(row.state)) return { outcome: endedAs(row) };
      if (row.committed_at !== null)
        throw new Error(`Cancellation ${row.cancellation_id} is committed: it only goes on`);
      const outcome = outcomeFrom(row.state, input.outcome);
      await releaseUnits(tx, row);
      await releaseGiftCards(tx, input);
      await moveState(tx, row, {
        to: outcome,
        waitingOn: 'NONE',
        event: outcome,
        ...reasonOf(input),
        set: { ...NOT_STUCK, deadline: null, denial_code: input.code ?? null, shop_code: input.shopCode ?? null },
      });
      return { outcome };
    });
}

function outcomeFrom(state: CancellationState, asked: EndOutcome): EndOutcome {
  if (asked !== 'REJECTED' && asked !== 'UPHELD') return asked;
  return state === 'ARBITRATION' ? 'UPHELD' : 'REJECTED';
}

function reasonOf({ code, shopCode }: EndInput) {
  return {
    ...(code === undefined ? {} : { reason: code }),
    ...(shopCode === undefined ? {} : { details: { shopCode } }),
  };
}

function endedAs({ state, cancellation_id }: CancellationRow): EndOutcome {
  if (!GOES_AHEAD_STATES.includes(state))
    throw new Error(`Cancellation ${cancellation_id} is ${state}: it did not end before`);
  return state as EndOutcome;
}

/**
 * Gives the units free, lets an open offer lapse, stops the clocks of parts that nobody decided, and lets the order
 * read as it did; one round trip.
 */
async function releaseUnits(tx: Transaction, row: CancellationRow): Promise<void> {
  const own = sql`shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id}`;
  await sql`
    with released as (
      update order_units set state = 'ACTIVE', cancellation_id = null
      where shop_id = ${row.shop_id} and order_id = ${row.order_id} and cancellation_id = ${row.cancellation_id} and state = 'HELD'
    ), given_up as (
      update cancellation_units set state = 'RELEASED' where ${own} and state = 'HELD'
    ), lapsed as (
      update offers set state = 'EXPIRED', answered_at = now() where ${own} and state = 'OPEN'
    ), stopped as (
      update cancellation_parts set deadline = null, return_until = null where ${own} and state in ('PENDING', 'AWAITING_RETURN')
    )
    update orders set updated_at = now(), state = case when exists (
        select from order_units where shop_id = ${row.shop_id} and order_id = ${row.order_id} and state = 'CANCELLED')
      then 'PARTIALLY_CANCELLED' else 'OPEN' end
    where shop_id = ${row.shop_id} and order_id = ${row.order_id}`.execute(tx);
}
