import type { CancellationRef, Leg, LegStepResult } from '../../activities/contract';
import type { StuckCause } from '../../src/domain/cancellation-view';
import { isAccepted, isFinal } from '../../src/domain/cancellation-progress';
import { ACCEPTED_STATES, FINAL_STATES, GIVEN_BACK_BY_OTHERS, type LegState } from '../../src/domain/refund-leg';
import { querySummary, refundSummary } from '../../src/domain/explain/summaries';
import { formatInstant } from '../../src/domain/explain/instant';
import type { Chase, Chases } from './chases';
import type { Outside } from './outside';
import { backoff, DAY } from './backoff';

/** So many unclear answers in a row and a person must look: about a day of asking. */
const UNCLEAR = 14;

/** A dispute is asked about daily: after so many days a person must look at it. */
const DISPUTE_DAYS = 60;

/** What chasing legs needs of the run that they belong to. */
export interface Chasing {
  readonly ref: CancellationRef;
  readonly currency: string;
  readonly outside: Pick<Outside, 'submitLeg' | 'queryLeg'>;
  legs: readonly Leg[];
  /** Tells that it waits for channels. */
  readonly publish: (goal: Goal) => void;
  /** Waits for one command, which it carries out, or for `ms` to pass. */
  readonly pause: (ms: number, summary: string) => Promise<void>;
  /** Waits until a person has looked. */
  readonly needHuman: (cause: StuckCause) => Promise<void>;
  /** Reads the legs anew: others have given back what one of them was for. */
  readonly readLegs: () => Promise<void>;
  /** A capture was faster than this void. */
  readonly refundInstead: (leg: Leg) => Promise<void>;
}

export type Goal = 'accepted' | 'final';

const QUIET: readonly LegState[] = ACCEPTED_STATES;
const ENDED: readonly LegState[] = FINAL_STATES;
const UNSENT: readonly LegState[] = ['PLANNED', 'SUBMITTED'];

function note(run: Chasing, leg: Leg, answer: LegStepResult): void {
  const providerRef = answer.providerRef ?? leg.providerRef;
  const code = leg.kind === 'void' ? answer.code : undefined;
  run.legs = run.legs.map((known) =>
    known.legId === leg.legId
      ? {
          ...known,
          state: answer.state,
          ...(providerRef === undefined ? {} : { providerRef }),
          ...(code === undefined ? {} : { code }),
        }
      : known,
  );
}

/**
 * When it is due again. That a channel wants time between two refunds, or that a dispute lasts, is no unclear answer.
 */
function plan(chase: Chase, answer: LegStepResult, nth: number): void {
  const isDisputed = answer.state === 'DISPUTED';
  if (isDisputed) chase.disputed += 1;
  if (answer.waited === true || isDisputed) chase.spared += 1;
  const ms = answer.waited === true ? answer.retryAfterMs : isDisputed ? DAY : backoff(nth, answer.retryAfterMs);
  chase.dueAt = Date.now() + ms;
}

async function send(run: Chasing, leg: Leg, chase: Chase): Promise<LegStepResult> {
  chase.sent += 1;
  chase.again = false;
  const summary = refundSummary(leg, run.currency, chase.sent);
  const answer = await run.outside.submitLeg({ ...run.ref, legId: leg.legId, channel: leg.channel }, summary);
  note(run, leg, answer);
  plan(chase, answer, chase.sent);
  return answer;
}

async function ask(run: Chasing, leg: Leg, chase: Chase): Promise<LegStepResult> {
  chase.asked += 1;
  chase.again = false;
  const summary = querySummary(leg, chase.asked);
  const answer = await run.outside.queryLeg({ ...run.ref, legId: leg.legId, channel: leg.channel }, summary);
  note(run, leg, answer);
  plan(chase, answer, chase.asked + 1);
  return answer;
}

/** A void whose payment was captured before it came: what was captured is refunded instead (R10). */
function isOvertaken({ kind, state, code }: Leg): boolean {
  return kind === 'void' && state === 'FAILED' && code === 'ALREADY_CAPTURED';
}

/** Nothing was sent, and nothing failed: the books have put a leg for the rest in its place, or none. */
function isGivenByOthers({ state, code }: LegStepResult): boolean {
  return state === 'CLOSED' && (GIVEN_BACK_BY_OTHERS as readonly (string | undefined)[]).includes(code);
}

/** Why a person must look at these legs, if one must. */
function trouble(legs: readonly Leg[], chaseOf: (leg: Leg) => Chase): StuckCause | undefined {
  if (legs.some((leg) => leg.state === 'REVIEW' && !chaseOf(leg).again)) return 'REFUND_MISMATCH';
  if (legs.some(({ state }) => state === 'FAILED' || state === 'CLOSED')) return 'REFUND_FAILED';
  if (legs.some(({ returned }) => returned === true)) return 'REFUND_RETURNED';
  if (legs.some((leg) => leg.state === 'DISPUTED' && chaseOf(leg).disputed > DISPUTE_DAYS)) return 'REFUND_DISPUTED';
  const unclear = ({ sent, asked, spared }: Chase): number => sent + asked - spared;
  const tired = legs.find((leg) => !QUIET.includes(leg.state) && unclear(chaseOf(leg)) > UNCLEAR);
  if (tired === undefined) return undefined;
  return tired.state === 'BLOCKED' ? 'REFUND_BLOCKED' : 'REFUND_UNRESOLVED';
}

/**
 * Sends every planned leg, all at once, and goes on asking until each is accepted by its channel, or, with `final`,
 * until nothing more will happen to it. A webhook wakes it; while it waits for weeks it asks at most daily. A leg that
 * is refused for ever, contradicted or come back needs a person, whose lever makes it ask again at once; a replaced leg
 * is no longer among `run.legs`.
 */
export async function chaseLegs(run: Chasing, chases: Chases, goal: Goal): Promise<void> {
  const reached = (): boolean => (goal === 'accepted' ? isAccepted(run.legs) : isFinal(run.legs));
  while (!reached()) {
    const overtaken = run.legs.find(isOvertaken);
    if (overtaken !== undefined) {
      await run.refundInstead(overtaken);
      continue;
    }
    const cause = trouble(run.legs, chases.of);
    if (cause !== undefined) {
      await run.needHuman(cause);
      chases.restart();
      continue;
    }
    run.publish(goal);
    const open = run.legs.filter(({ state }) => !ENDED.includes(state));
    const next = Math.min(...open.map((leg) => chases.of(leg).dueAt));
    if (next > Date.now()) {
      await run.pause(next - Date.now(), waitSummary(open, next));
      continue;
    }
    const due = open.filter((leg) => chases.of(leg).dueAt <= Date.now());
    const asked = due.map((leg) => (UNSENT.includes(leg.state) ? send : ask)(run, leg, chases.of(leg)));
    if ((await Promise.all(asked)).some(isGivenByOthers)) await run.readLegs();
  }
}

function waitSummary(open: readonly Leg[], next: number): string {
  const channels = [...new Set(open.map(({ channel }) => channel))].join(', ');
  return `Wait for ${channels}; ask again at ${formatInstant(new Date(next).toISOString())}`;
}
