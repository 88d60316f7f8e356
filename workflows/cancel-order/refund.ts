import type { LegStepResult } from '../../activities/contract';
import type { StuckCause } from '../../src/domain/cancellation-view';
import { isAccepted, isFinal } from '../../src/domain/cancellation-progress';
import { querySummary, refundSummary } from '../../src/domain/explain/summaries';
import type { Leg } from '../../src/ports/cancellation-book';
import { needHuman } from './need-human';
import { outside } from './outside';
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
}

const QUIET = ['PENDING', 'SUCCEEDED', 'MANUAL'];

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
  const summary = refundSummary(leg, run.accepted?.quote.currency ?? '', chase.sent);
  const answer = await outside.submitLeg({ ...run.ref, legId: leg.legId, channel: leg.channel }, summary);
  note(run, leg, answer);
  chase.dueAt = Date.now() + backoff(chase.sent, answer.retryAfterMs);
}

async function ask(run: Run, leg: Leg, chase: Chase): Promise<void> {
  chase.asked += 1;
  const summary = querySummary(leg, chase.asked);
  const answer = await outside.queryLeg({ ...run.ref, legId: leg.legId, channel: leg.channel }, summary);
  note(run, leg, answer);
  chase.dueAt = Date.now() + backoff(chase.asked + 1, answer.retryAfterMs);
}

/** Why a person must look at these legs, if one must. */
function trouble(legs: readonly Leg[], chases: Map<string, Chase>): StuckCause | undefined {
  if (legs.some(({ state }) => state === 'REVIEW')) return 'REFUND_MISMATCH';
  if (legs.some(({ state }) => state === 'FAILED' || state === 'CLOSED')) return 'REFUND_FAILED';
  const tired = legs.find(({ legId, state }) => !QUIET.includes(state) && (chases.get(legId)?.asked ?? 0) >= UNCLEAR);
  if (tired === undefined) return undefined;
  return tired.state === 'BLOCKED' ? 'REFUND_BLOCKED' : 'REFUND_UNRESOLVED';
}

/**
 * Sends every planned leg, all at once, and goes on asking until each is accepted by its channel, or, with `final`, until nothing
 * more will happen to it. A webhook wakes it; while it waits for weeks it asks at most daily. A leg that is refused for
 * ever, or contradicted, needs a person; a replaced leg is no longer among `run.legs`' open ones.
 */
export async function chaseLegs(run: Run, goal: 'accepted' | 'final'): Promise<void> {
  const chases = new Map<string, Chase>();
  const chaseOf = ({ legId }: Leg): Chase => {
    const known = chases.get(legId) ?? { sent: 0, asked: 0, dueAt: 0 };
    chases.set(legId, known);
    return known;
  };
  const stage = { state: goal === 'accepted' ? 'REFUNDING' : 'CLOSED', waitingOn: 'PAYMENT' } as const;
  const reached = (): boolean => (goal === 'accepted' ? isAccepted(run.legs) : isFinal(run.legs));
  while (!reached()) {
    publish(run, stage);
    const unsent = run.legs.filter(({ state }) => state === 'PLANNED' || state === 'SUBMITTED');
    const due = unsent.filter((leg) => chaseOf(leg).dueAt <= Date.now());
    await Promise.all(due.map((leg) => send(run, leg, chaseOf(leg))));
    if (reached()) return;
    const cause = trouble(run.legs, chases);
    if (cause !== undefined) {
      await needHuman(run, { cause, step: 'refund' });
      for (const chase of chases.values()) chase.asked = 0;
      continue;
    }
    const open = run.legs.filter(({ state }) => !['SUCCEEDED', 'MANUAL', 'FAILED', 'CLOSED'].includes(state));
    const next = Math.min(...open.map((leg) => chaseOf(leg).dueAt));
    if (next > Date.now()) await pause(run, next - Date.now(), waitSummary(open, next));
    const late = run.legs.filter(
      (leg) => ['PENDING', 'AMBIGUOUS', 'BLOCKED'].includes(leg.state) && chaseOf(leg).dueAt <= Date.now(),
    );
    await Promise.all(late.map((leg) => ask(run, leg, chaseOf(leg))));
  }
}

function waitSummary(open: readonly Leg[], next: number): string {
  const channels = [...new Set(open.map(({ channel }) => channel))].join(', ');
  return `Wait for ${channels}; ask again at ${new Date(next).toISOString().slice(0, 16).replace('T', ' ')} UTC`.slice(
    0,
    120,
  );
}
