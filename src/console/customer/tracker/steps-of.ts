import type { Case } from '../../api/case';
import { goesAhead } from '../../cases/goes-ahead';

export type StepName = 'requested' | 'merchant' | 'parcel' | 'refund' | 'closed';

/** ENDED: it went no further than this. */
export type StepStanding = 'DONE' | 'NOW' | 'LATER' | 'ENDED';

export interface Step {
  readonly name: StepName;
  readonly standing: StepStanding;
}

type State = Case['state'];

const WITHOUT_PARCEL: readonly StepName[] = ['requested', 'merchant', 'refund', 'closed'];
const ALL: readonly StepName[] = ['requested', 'merchant', 'parcel', 'refund', 'closed'];

/** At which step a state is; those two that may be at several are looked at more closely. */
const AT: Readonly<Record<Exclude<State, 'WITHDRAWN' | 'NEEDS_HUMAN'>, StepName>> = {
  REQUESTED: 'requested',
  DENIED: 'requested',
  AWAITING_DECISION: 'merchant',
  OFFERED: 'merchant',
  ARBITRATION: 'merchant',
  REJECTED: 'merchant',
  UPHELD: 'merchant',
  INTERCEPTING: 'parcel',
  AWAITING_RETURN: 'parcel',
  NOT_STOPPED: 'parcel',
  REFUNDING: 'refund',
  CLOSED: 'refund',
  REPAIRING: 'refund',
  SETTLED: 'closed',
};

/** The way of a cancellation: what is behind it, where it is, what is to come. Without a parcel that step is left out. */
export function stepsOf(view: Case, hasParcel: boolean): readonly Step[] {
  const now = nowOf(view);
  const names = hasParcel || now === 'parcel' ? ALL : WITHOUT_PARCEL;
  const at = names.indexOf(now);
  // What has ended has nothing to come: no refund is held out to whoever won't get one.
  const reached = goesAhead(view.state) ? names.slice(0, at + 1) : names;
  return reached.map((name, index) => ({ name, standing: standingOf(view.state, index - at) }));
}

function standingOf(state: State, distance: number): StepStanding {
  if (distance < 0 || state === 'SETTLED') return 'DONE';
  if (distance > 0) return 'LATER';
  return goesAhead(state) ? 'ENDED' : 'NOW';
}

function nowOf({ state, parts, legs }: Case): StepName {
  if (state !== 'WITHDRAWN' && state !== 'NEEDS_HUMAN') return AT[state];
  if (parts.some(({ decision }) => decision === 'PENDING' || decision === 'ESCALATED')) return 'merchant';
  return legs.length > 0 ? 'refund' : 'parcel';
}
