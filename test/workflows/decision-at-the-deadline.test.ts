import { bundleWorkflowCode, DefaultLogger, type InjectedSinks, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { inTime } from '../../src/domain/decision';
import type { Part } from '../../src/ports/cancellation-book';
import { WORKFLOWS_PATH } from '../../src/worker/workflow-bundle';
import { APPROVED_PART, plannedLeg } from '../support/fake-book';
import { handMadeHistory, type HandMadeCommand } from '../support/hand-made-history';
import type { JsonHistory } from '../support/history-json';
import type { CommandSinks, ObservedCommand } from '../support/observe-commands';
import { quietRuntime } from '../support/quiet-runtime';
import { someRequest } from '../support/run-cancellation';

quietRuntime();

const STARTED = Date.parse('2026-03-02T09:00:00.000Z');
const DEADLINE = Date.parse('2026-03-02T15:30:00.000Z');
const iso = (at: number): string => new Date(at).toISOString();

const PENDING: Part = { merchantId: 'm-1', decision: 'PENDING', deadline: iso(DEADLINE), onTimeout: 'REJECT' };
const APPROVED: Part = { ...APPROVED_PART, deadline: iso(DEADLINE) };
const REJECTED: Part = { ...PENDING, decision: 'REJECTED' };
const standing = (part: Part) => ({ parts: [part], decided: part.decision !== 'PENDING', parcels: [] });

const QUOTE = {
  currency: 'USD',
  whole: true,
  units: [],
  goods: 1,
  shipping: 0,
  adjustment: 0,
  fee: 0,
  refund: 1,
  tenders: [],
};

/**
 * The merchant approves by signal; its task begins at `handledAt`. The timer may have fired by
 * then, in front of the signal or behind.
 */
interface Race {
  readonly handledAt: number;
  readonly timer?: 'before' | 'after';
}

/** What the commit leads to: the money is on its way. */
const committed = (seq: number): HandMadeCommand[] => [
  {
    local: 'commit',
    seq,
    result: { outcome: 'committed', refund: 1, fee: 0, whole: true, legs: [plannedLeg('l', 1)] },
  },
  { upsert: { Stage: 'REFUNDING' } },
  { ordinary: 'submitLeg', seq: seq + 1, taskQueue: 'refund-sandbox' },
];

/** The two steps that a late decision leads to: it is refused, then the time-out is written. */
const refused: HandMadeCommand = {
  local: 'recordDecision',
  seq: 2,
  result: { outcome: 'refused', code: 'DECISION_TOO_LATE', standing: standing(PENDING) },
};
const refusedAndTimedOut: HandMadeCommand[] = [
  refused,
  {
    local: 'recordDecision',
    seq: 3,
    result: { outcome: 'recorded', decision: 'REJECTED', standing: standing(REJECTED) },
  },
  { local: 'end', seq: 4, result: { outcome: 'REJECTED' } },
  { upsert: { Stage: 'REJECTED' } },
];

function historyOf({ handledAt, timer }: Race, afterwards: readonly HandMadeCommand[]): JsonHistory {
  const request = someRequest();
  const made = handMadeHistory(request, STARTED);
  const { cancellationId, requestHash } = request;
  const answer = { outcome: 'accepted', cancellationId, requestHash, state: 'AWAITING_DECISION', quote: QUOTE };
  made.task(STARTED, [
    { local: 'accept', seq: 1, result: { ...answer, standing: standing(PENDING), connected: false, repeated: false } },
    { upsert: { Stage: 'AWAITING_DECISION' } },
    { timer: 1, ms: DEADLINE - STARTED },
  ]);
  if (timer === 'before') made.timerFired(1, DEADLINE);
  made.schedule(handledAt);
  made.signal('confirm', { merchantId: 'm-1', actor: { id: 'm-1', role: 'merchant' } }, handledAt);
  if (timer === 'after') made.timerFired(1, DEADLINE);
  made.task(handledAt, [...(timer === undefined ? [{ timerCanceled: 1 }] : []), ...afterwards]);
  return made.history();
}

let workflowBundle: { code: string };
beforeAll(async () => {
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: WORKFLOWS_PATH,
    workflowInterceptorModules: [require.resolve('../support/observe-commands')],
    logger: new DefaultLogger('ERROR'),
  });
});

/** Replays a history; the decisions that the workflow wrote, in order, and what came after them. */
async function replay(history: JsonHistory): Promise<{ doors: unknown[]; next: string | undefined }> {
  const observed: ObservedCommand[] = [];
  const sinks: InjectedSinks<CommandSinks> = {
    commands: { observe: { fn: (_, command) => void observed.push(command), callDuringReplay: true } },
  };
  const interceptors = { workflowModules: [require.resolve('../support/observe-commands')] };
  await Worker.runReplayHistory(
    { workflowBundle, sinks, interceptors },
    history,
    'cancel/shop-1/O-1001/0123456789abcdef',
  );
  const steps = observed.filter((command) => command.kind !== 'timer');
  const decisions = steps.filter(({ type }) => type === 'recordDecision');
  return {
    doors: decisions.map(({ input }) => {
      const { door, receivedAt } = input as { door: string; receivedAt: string };
      return [door, receivedAt];
    }),
    next: steps[steps.findLastIndex(({ type }) => type === 'recordDecision') + 1]?.type,
  };
}

const recorded: HandMadeCommand = {
  local: 'recordDecision',
  seq: 2,
  result: { outcome: 'recorded', decision: 'APPROVED', standing: standing(APPROVED) },
};

it.each<[string, Race]>([
  ['one millisecond before the deadline', { handledAt: DEADLINE - 1 }],
  ['at the deadline', { handledAt: DEADLINE }],
  ['at the deadline, the timer having fired first', { handledAt: DEADLINE, timer: 'before' }],
  ['at the deadline, the timer firing in the same task', { handledAt: DEADLINE, timer: 'after' }],
])('a decision handled %s counts', async (_, race) => {
  expect(inTime(new Date(race.handledAt), new Date(DEADLINE))).toBe(true);
  expect(await replay(historyOf(race, [recorded, ...committed(3)]))).toEqual({
    doors: [['SIGNAL', iso(race.handledAt)]],
    next: 'commit',
  });
});

it.each<[string, Race]>([
  ['one millisecond after the deadline, before its timer fires', { handledAt: DEADLINE + 1 }],
  ['one millisecond after, the timer having fired first', { handledAt: DEADLINE + 1, timer: 'before' }],
  ['one millisecond after, the timer firing in the same task', { handledAt: DEADLINE + 1, timer: 'after' }],
])('a decision handled %s is refused, and the time-out is written', async (_, race) => {
  expect(inTime(new Date(race.handledAt), new Date(DEADLINE))).toBe(false);
  expect(await replay(historyOf(race, refusedAndTimedOut))).toEqual({
    doors: [
      ['SIGNAL', iso(race.handledAt)],
      ['TIMEOUT', iso(race.handledAt)],
    ],
    next: 'end',
  });
});

it('does not replay a history in which a late decision would have counted', async () => {
  const wrong = historyOf({ handledAt: DEADLINE + 1 }, [refused, ...committed(3)]);
  await expect(replay(wrong)).rejects.toThrow(DeterminismViolationError);
});
