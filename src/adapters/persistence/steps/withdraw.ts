import { mayMove } from '../../../domain/cancellation';
import { refused, type Refusal } from '../../../domain/refusals';
import type { CancellationBook } from '../../../ports/cancellation-book';
import type { Database } from '../database';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { lockCancellationIfThere } from '../lock-cancellation';
import { moveState } from '../move-state';
import type { CancellationRow } from '../tables/cancellations';

/**
 * Takes a request back, if nothing irreversible was done: under the same lock as the pivot, and never both. The state
 * follows with `end`, once what was done is undone. Refused with CANCELLATION_NOT_FOUND, ROLE_NOT_ALLOWED,
 * CANCELLATION_ENDED or PAST_THE_PIVOT; whoever comes again is told that it is withdrawn.
 */
export function withdraw(db: Database): CancellationBook['withdraw'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const { actor } = input;
      const row = await lockCancellationIfThere(tx, input);
      if (row === undefined) return refused('CANCELLATION_NOT_FOUND');
      if (!mayMove({ from: 'NEEDS_HUMAN', to: 'WITHDRAWN', role: actor.role })) {
        return refused('ROLE_NOT_ALLOWED', { role: actor.role });
      }
      if (row.withdrawn_at !== null) return { outcome: 'withdrawn' };
      const refusal = refusalOf(row);
      if (refusal !== undefined) return refusal;
      await moveState(tx, row, {
        to: row.state,
        waitingOn: row.connected ? 'SHOP' : 'NONE',
        event: 'WITHDRAWAL_RECORDED',
        actor,
        set: { withdrawn_at: new Date(), deadline: null },
      });
      return { outcome: 'withdrawn' };
    });
}

function refusalOf(row: CancellationRow): Refusal | undefined {
  if (hasEnded(row.state)) return refused('CANCELLATION_ENDED', { state: row.state });
  return row.pivot_at === null ? undefined : refused('PAST_THE_PIVOT');
}
