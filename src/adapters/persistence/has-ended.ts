import { ENDED_STATES, type CancellationState } from '../../domain/cancellation';

/** Will nothing more happen to a cancellation in this state by itself? */
export function hasEnded(state: CancellationState): boolean {
  return (ENDED_STATES as readonly CancellationState[]).includes(state);
}
