import type { Updateable } from 'kysely';
import type { Actor, CancellationState } from '../../../domain/cancellation';
import type { Lever } from '../../../domain/lever';
import type { Refusal } from '../../../domain/refusals';
import type { Transaction } from '../database';
import type { CancellationRow, CancellationTable } from '../tables/cancellations';

/** A lever that is being pulled on a locked cancellation. */
export interface Pull<L extends Lever = Lever> {
  readonly tx: Transaction;
  readonly row: CancellationRow;
  readonly lever: L;
  readonly actor: Actor;
  /** For whom an actor of role merchant acts. */
  readonly merchantId?: string;
}

/** What it comes to, besides what it has written itself. */
export interface LeverEffect {
  readonly outcome: 'done';
  /** The state that it goes to; where it stayed, the one it had. */
  readonly to: CancellationState;
  readonly set?: Updateable<CancellationTable>;
  readonly details?: Readonly<Record<string, string | number>>;
}

export type Apply<L extends Lever> = (pull: Pull<L>) => Promise<LeverEffect | Refusal>;

/** The state from which it became stuck. */
export function stuckFrom(row: CancellationRow): CancellationState {
  return row.stuck_from ?? row.state;
}
