import type { Updateable } from 'kysely';
import { mayMove, SYSTEM_ACTOR } from '../../domain/cancellation';
import type { Actor, CancellationState, WaitingOn } from '../../domain/cancellation';
import type { Transaction } from './database';
import { eventRows } from './record-event';
import type { CancellationEvent } from './record-event';
import type { CancellationRow, CancellationTable } from './tables/cancellations';

export interface Move {
  readonly to: CancellationState;
  readonly waitingOn: WaitingOn;
  readonly event: string;
  readonly actor?: Actor;
  readonly reason?: string;
  readonly details?: CancellationEvent['details'];
  /** Further columns that change with the state. */
  readonly set?: Updateable<CancellationTable>;
}

/**
 * Moves a locked cancellation along the transition table and records it, in one round trip.
 * @throws Error on a transition that the table does not allow to this role: a fault
 * of ours, since refusals come before.
 */
export async function moveState(tx: Transaction, row: CancellationRow, move: Move): Promise<void> {
  const actor = move.actor ?? SYSTEM_ACTOR;
  if (row.state !== move.to && !mayMove({ from: row.state, to: move.to, role: actor.role })) {
    throw new Error(`A cancellation may not go from ${row.state} to ${move.to} by ${actor.role}`);
  }
  const { event, reason, details } = move;
  const { timeline, outbox } = eventRows({ shopId: row.shop_id, cancellationId: row.cancellation_id }, [
    {
      event,
      actor,
      from: row.state,
      to: move.to,
      ...(reason === undefined ? {} : { reason }),
      ...(details === undefined ? {} : { details }),
    },
  ]);
  await tx
    .with('moved', (cte) =>
      cte
        .updateTable('cancellations')
        .set({ ...move.set, state: move.to, waiting_on: move.waitingOn, updated_at: new Date() })
        .where('shop_id', '=', row.shop_id)
        .where('cancellation_id', '=', row.cancellation_id),
    )
    .with('told', (cte) => cte.insertInto('outbox').values(outbox))
    .insertInto('timeline')
    .values(timeline)
    .execute();
}
