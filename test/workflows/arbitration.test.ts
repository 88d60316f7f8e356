import { progressQuery, withdrawUpdate } from '../../workflows/cancel-order/messages';
import type { ArbitrationTimeout } from '../../src/domain/policy';
import { pendingPart } from '../support/fake-book';
import { toJsonHistory, typeOf } from '../support/history-json';
import { quietRuntime } from '../support/quiet-runtime';
import '../support/readable-history';
import { DAY, HOUR, onSkippedTime, type SetUp } from '../support/skipped-time';

quietRuntime();

const CUSTOMER = { id: 'c-1', role: 'customer' } as const;

/** A merchant who is silent for a day, and then an arbiter's clock of three. */
const escalated =
  (
    onTimeout: ArbitrationTimeout,
    ...others: readonly [merchantId: string, days: number, onTimeout: ArbitrationTimeout][]
  ): SetUp =>
  (now) => ({
    state: {
      parts: [['m-1', 3, onTimeout] as const, ...others].map(([merchantId, days, then]) => ({
        ...pendingPart(merchantId, now + DAY, 'ESCALATE'),
        arbitration: { until: new Date(now + DAY + days * DAY).toISOString(), onTimeout: then },
      })),
    },
  });

function readable(history: unknown): void {
  if (history !== undefined) expect(history).toBeReadable();
}

const arbitrate = (ruling: 'APPROVED' | 'UPHELD', merchantId = 'm-1') =>
  ({ kind: 'arbitrate', merchantId, ruling }) as const;

describe('a decision that was escalated', () => {
  it.each([
    ['APPROVED', 'SETTLED', 'arbitrated-approved'],
    ['UPHELD', 'UPHELD', 'arbitrated-upheld'],
  ] as const)('waits for an arbiter, who says %s', async (ruling, outcome, name) => {
    const history = await onSkippedTime(name, escalated('NEEDS_HUMAN'), async ({ fakes, handle, ...run }) => {
      await run.reaches('ARBITRATION', HOUR);
      const { waitingOn, deadline } = await handle.query(progressQuery);
      expect(waitingOn).toBe('OPERATOR');
      expect(deadline).toBe(fakes.state.parts[0]?.arbitration?.until);
      expect(await run.pull(arbitrate(ruling))).toMatchObject({ outcome: 'done' });
      expect(await run.outcome()).toMatchObject({ outcome });
      expect(fakes.state).toMatchObject({ ended: outcome, flags: [] });
      expect(fakes.callsOf('recordRulingTimeout')).toEqual([]);
    });
    readable(history);
    if (history !== undefined) expect(toJsonHistory(history).events.map(typeOf)).toContain('TIMER_CANCELED');
  });

  it.each([
    ['APPROVED', 'SETTLED', 'unarbitrated-approved'],
    ['UPHELD', 'UPHELD', 'unarbitrated-upheld'],
  ] as const)('and on which nobody rules in time is %s where the policy says so', async (onTimeout, outcome, name) => {
    const history = await onSkippedTime(name, escalated(onTimeout), async ({ fakes, startedAt, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome });
      const [timeOut, ...others] = fakes.callsOf('recordRulingTimeout');
      expect(others).toEqual([]);
      const late = Date.parse(timeOut?.receivedAt ?? '') - startedAt;
      expect(late).toBeGreaterThanOrEqual(4 * DAY);
      expect(late).toBeLessThan(4 * DAY + HOUR);
      expect(fakes.state).toMatchObject({ ended: outcome, flags: [] });
    });
    readable(history);
  });

  it('and on which nobody rules in time calls a person where the policy says so, who rules without a clock', async () => {
    const history = await onSkippedTime('arbitrated-late', escalated('NEEDS_HUMAN'), async ({ fakes, ...run }) => {
      await run.reaches('NEEDS_HUMAN', 6 * HOUR);
      expect(fakes.state.flags).toEqual(['DECISION_ESCALATED']);
      await run.sleep(30 * DAY);
      await run.pull(arbitrate('UPHELD'));
      expect(await run.outcome()).toMatchObject({ outcome: 'UPHELD' });
    });
    readable(history);
  });

  it('may be withdrawn while it waits for the arbiter', async () => {
    await onSkippedTime('withdrawn-from-arbitration', escalated('APPROVED'), async ({ fakes, handle, ...run }) => {
      await run.reaches('ARBITRATION', HOUR);
      expect(await handle.executeUpdate(withdrawUpdate, { args: [{ actor: CUSTOMER }] })).toEqual({
        outcome: 'withdrawn',
      });
      expect(await run.outcome()).toMatchObject({ outcome: 'WITHDRAWN' });
      expect(fakes.callsOf('commit')).toEqual([]);
    });
  });

  it('has a clock for each merchant’s part', async () => {
    const setUp = escalated('UPHELD', ['m-2', 5, 'APPROVED']);
    const history = await onSkippedTime('two-rulings', setUp, async ({ fakes, startedAt, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
      const timeOuts = fakes.callsOf('recordRulingTimeout');
      expect(timeOuts.map(({ merchantId }) => merchantId)).toEqual(['m-1', 'm-2']);
      expect(Date.parse(timeOuts[1]?.receivedAt ?? '') - startedAt).toBeGreaterThanOrEqual(6 * DAY);
    });
    readable(history);
  });
});

it('a rejection that was taken to arbitration begins there, and asks no merchant', async () => {
  const setUp: SetUp = (now) => ({
    escalates: 'O-1001.fedcba9876543210',
    state: {
      parts: [
        {
          ...{ merchantId: 'm-1', decision: 'ESCALATED', onTimeout: 'REJECT' },
          arbitration: { until: new Date(now + 2 * DAY).toISOString(), onTimeout: 'UPHELD' },
        },
      ],
    },
  });
  const history = await onSkippedTime('escalated-rejection', setUp, async ({ fakes, handle, startedAt, ...run }) => {
    await run.reaches('ARBITRATION');
    expect(await handle.query('progress')).toMatchObject({ escalation: { escalates: 'O-1001.fedcba9876543210' } });
    expect(await run.outcome()).toMatchObject({ outcome: 'UPHELD' });
    expect(fakes.callsOf('recordDecision')).toEqual([]);
    expect(Date.parse(fakes.callsOf('recordRulingTimeout')[0]?.receivedAt ?? '') - startedAt).toBeGreaterThanOrEqual(
      2 * DAY,
    );
  });
  readable(history);
  if (history !== undefined) expect(JSON.stringify(history)).not.toContain('core_patch');
});
