import type { CancellationState } from './cancellation';
import { refused, type Refusal } from './refusals';

/** Nothing was returned, and it was decided: the rest was never asked, taken back, or done. */
export const REOPENABLE_STATES: readonly CancellationState[] = ['REJECTED', 'UPHELD'];

/** What decides whether an ended cancellation may be decided again. */
interface EndedCancellation {
  readonly state: CancellationState;
  /** The cancellation that has taken it up since, if any: an escalation, or an earlier reopening. */
  readonly escalatedBy?: string | undefined;
}

/**
 * Why an ended cancellation may not be reopened, whatever its policy's window says; undefined where it may. LEVER_NOT_APPLICABLE (it was neither
 * rejected nor upheld) or ALREADY_ESCALATED (the details name the later one, which may be reopened in its place once it has ended).
 */
export function whyNotReopenable({ state, escalatedBy }: EndedCancellation): Refusal | undefined {
  if (!REOPENABLE_STATES.includes(state)) return refused('LEVER_NOT_APPLICABLE', { state });
  if (escalatedBy !== undefined) return refused('ALREADY_ESCALATED', { cancellationId: escalatedBy });
  return undefined;
}
