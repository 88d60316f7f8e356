import { ENDED_STATES, type CancellationState } from './cancellation';

/** Is it time to ask how it went? Once it has ended, or is closed and only the money is on its way. */
export function mayGiveFeedback(state: CancellationState): boolean {
  return state === 'CLOSED' || state === 'REPAIRING' || (ENDED_STATES as readonly CancellationState[]).includes(state);
}
