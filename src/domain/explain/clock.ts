import type { CancellationState } from '../cancellation';
import type { CancellationView } from '../cancellation-view';
import type { ClockOutcome, Wording } from './wording';
import { ENDED_STATES } from '../cancellation';
import { formatInstant } from './instant';

const OUTCOMES: Readonly<Partial<Record<CancellationState, ClockOutcome>>> = {
  OFFERED: 'BACK_TO_MERCHANT',
  ARBITRATION: 'REJECTION_STANDS',
  AWAITING_RETURN: 'ENDS',
};

/** The deadline that runs and what happens when it is over, in words; empty where no clock runs. */
export function clockOf(view: CancellationView, wording: Wording): string {
  const hasEnded = (ENDED_STATES as readonly CancellationState[]).includes(view.state);
  if (view.deadline === undefined || hasEnded) return '';
  return wording.clock(formatInstant(view.deadline), outcomeOf(view));
}

function outcomeOf({ state, onTimeout }: CancellationView): ClockOutcome | undefined {
  return state === 'AWAITING_DECISION' ? onTimeout : (OUTCOMES[state] ?? 'PERSON_LOOKS');
}
