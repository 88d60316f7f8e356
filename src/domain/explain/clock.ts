import { ENDED_STATES, type CancellationState } from '../cancellation';
import type { CancellationView } from '../cancellation-view';
import type { ClockOutcome, Wording } from './wording';
import { formatInstant } from './instant';

const OUTCOMES: Readonly<Partial<Record<CancellationState, ClockOutcome>>> = {
  OFFERED: 'BACK_TO_MERCHANT',
  ARBITRATION: 'REJECTION_STANDS',
  AWAITING_RETURN: 'ENDS',
};

/** Nothing happens by itself here, whatever clock ran before. */
const TIMELESS: readonly CancellationState[] = [...ENDED_STATES, 'NEEDS_HUMAN'];

/** The deadline that runs and what happens when it is over, in words; empty where no clock runs. */
export function clockOf(view: CancellationView, wording: Wording): string {
  if (view.deadline === undefined || TIMELESS.includes(view.state)) return '';
  return wording.clock(formatInstant(view.deadline), outcomeOf(view));
}

function outcomeOf({ state, onTimeout }: CancellationView): ClockOutcome | undefined {
  // An arbiter's silence decides only where the policy says so; else a person is called.
  if (state === 'ARBITRATION' && onTimeout !== 'REJECT') return onTimeout === 'APPROVE' ? 'APPROVE' : 'PERSON_LOOKS';
  return state === 'AWAITING_DECISION' ? onTimeout : (OUTCOMES[state] ?? 'PERSON_LOOKS');
}
