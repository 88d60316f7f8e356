import type { Leg, LegStepResult } from '../../activities/contract';
import type { StuckCause } from '../../src/domain/cancellation-view';
import { isAccepted, isFinal } from '../../src/domain/cancellation-progress';
import { ACCEPTED_STATES, FINAL_STATES, type LegState } from '../../src/domain/refund-leg';
import { querySummary, refundSummary } from '../../src/domain/explain/summaries';
import { formatInstant } from '../../src/domain/explain/instant';
import { needHuman } from './need-human';
import { publish } from './publish';
import type { Run } from './run';
import { backoff, pause } from './wait';

/** So many unclear answers in a row and a person must look: about a day of asking. */
const UNCLEAR = 14;

/** How often a leg was sent or asked about, and when it may be asked again (ms since the epoch). */
interface Chase {
  sent: number;
  asked: number;
  dueAt: number;
  /** A person has looked: ask once more, whatever the last answer was. */
  again: boolean;
}

const QUIET: readonly LegState[] = ACCEPTED_STATES;
const ENDED: readonly LegState[] = FINAL_STATES;
const UNSENT: readonly LegState[] = ['PLANNED', 'SUBMITTED'];

function note(run: Run, leg: Leg, answer: LegStepResult): void {
  const providerRef = answer.providerRef ?? leg.providerRef;
  run.legs = run.legs.map((known) =>
    known.legId === leg.legId
      ? { ...known, state: answer.state, ...(providerRef === undefined ? {} : { providerRef }) }
      : known,
  );
}

async function send(run: Run, leg: Leg, chase: Chase): Promise<void> {
  chase.sent += 1;
  chase.again = false;
  const summary = refundSummary(leg, run.accepted?.quote.currency ?? '', chase.sent);
  const answer = await run.outside.submitLeg({ ...run.ref, legId: leg.legId, channel: leg.channel }, summary);
  note(run, leg, answer);
  chase.dueAt = Date.now() + backoff(chase.sent, answer.retryAfterMs);
}

async function ask(run: Run, leg: Leg, chase: Chase): Promise<void> {
  chase.asked += 1;
  chase.again = false;
  const summary = querySummary(leg, chase.asked);
  const answer = await run.outside.queryLeg({ ...run.ref, legId: leg.legId, channel: leg.channel }, summary);
  note(run, leg, answer);
  chase.dueAt = Date.now() + backoff(chase.asked + 1, answer.retryAfterMs);
}

/** Why a person must look at these legs, if one must. */
function trouble(legs: readonly Leg[], chaseOf: (leg: Leg) => Chase): StuckCause | undefined {
  if (legs.some((leg) => leg.state === 'REVIEW' && !chaseOf(leg).again)) return 'REFUND_MISMATCH';
  if (legs.some(({ state }) => state === 'FAILED' || state === 'CLOSED')) return 'REFUND_FAILED';
  const tired = legs.find((leg) => !QUIET.includes(leg.state) && chaseOf(leg).sent + chaseOf(leg).asked > UNCLEAR);
  if (tired === undefined) return undefined;
  return tired.state === 'BLOCKED' ? 'REFUND_BLOCKED' : 'REFUND_UNRESOLVED';
}

/** How far each leg was chased: one for a whole run, so that a leg that was accepted is not asked about again at once. */
export interface Chases {
  readonly of: (leg: Leg) => Chase;
  /** A person has looked: every leg may be asked about at once. */
  readonly restart: () => void;
}

/** Nothing was sent or asked yet. */
export function createChases(): Chases {
  const chases = new Map<string, Chase>();
  return {
    of: ({ legId }) => {
      const known = chases.get(legId) ?? { sent: 0, asked: 0, dueAt: 0, again: false };
      chases.set(legId, known);
      return known;
    },
    restart: () => {
      for (const legId of chases.keys()) chases.set(legId, { sent: 0, asked: 0, dueAt: 0, again: true });
    },
  };
}

/**
 * Sends every planned leg, all at once, and goes on asking until each is accepted by its channel, or, with `final`, until nothing
 * more will happen to it. A webhook wakes it; while it waits for weeks it asks at most daily. A leg that is refused for
 * ever, or contradicted, needs a person, whose lever makes it ask again at once; a replaced leg is no longer among `run.legs`.
 */
export async function chaseLegs(run: Run, chases: Chases, goal: 'accepted' | 'final'): Promise<void> {
  const reached = (): boolean => (goal === 'accepted' ? isAccepted(run.legs) : isFinal(run.legs));
  while (!reached()) {
    const cause = trouble(run.legs, chases.of);
    if (cause !== undefined) {
      await needHuman(run, { cause, step: 'refund' });
      chases.restart();
      continue;
    }
    publish(run, { state: goal === 'accepted' ? 'REFUNDING' : 'CLOSED', waitingOn: 'PAYMENT' });
    const open = run.legs.filter(({ state }) => !ENDED.includes(state));
    const next = Math.min(...open.map((leg) => chases.of(leg).dueAt));
    if (next > Date.now()) {
      await pause(run, next - Date.now(), waitSummary(open, next));
      continue;
    }
    const due = open.filter((leg) => chases.of(leg).dueAt <= Date.now());
    await Promise.all(due.map((leg) => (UNSENT.includes(leg.state) ? send : ask)(run, leg, chases.of(leg))));
  }
}

function waitSummary(open: readonly Leg[], next: number): string {
  const channels = [...new Set(open.map(({ channel }) => channel))].join(', ');
  return `Wait for ${channels}; ask again at ${formatInstant(new Date(next).toISOString())}`;
}
