import { decideUpdate, withdrawUpdate } from '../../workflows/cancel-order/messages';
import type { CancellationState } from '../../src/domain/cancellation';
import { pendingPart } from '../support/fake-book';
import { attributesOf, toJsonHistory, typeOf } from '../support/history-json';
import { quietRuntime } from '../support/quiet-runtime';
import '../support/readable-history';
import { HOUR, MINUTE, onSkippedTime, type SetUp } from '../support/skipped-time';

quietRuntime();

const MERCHANT = { id: 'm-1', role: 'merchant' } as const;
const CUSTOMER = { id: 'c-1', role: 'customer' } as const;

const silentFor =
  (hours: number, onTimeout: 'APPROVE' | 'REJECT' | 'ESCALATE'): SetUp =>
  (now) => ({ state: { parts: [pendingPart('m-1', now + hours * HOUR, onTimeout)] } });

function readable(history: unknown): void {
  if (history !== undefined) expect(history).toBeReadable();
}

describe('a merchant who stays silent', () => {
  it.each<['APPROVE' | 'REJECT', CancellationState, string]>([
    ['APPROVE', 'SETTLED', 'silent-approve'],
    ['REJECT', 'REJECTED', 'silent-reject'],
  ])('with the policy %s the cancellation ends %s', async (onTimeout, outcome, name) => {
    const history = await onSkippedTime(name, silentFor(24, onTimeout), async ({ fakes, startedAt, ...run }) => {
      expect(await run.outcome()).toMatchObject({ outcome });
      const [timeOut, ...others] = fakes.callsOf('recordDecision');
      expect(others).toEqual([]);
      expect(timeOut).toMatchObject({ door: 'TIMEOUT', outcome: 'BY_POLICY', merchantId: 'm-1' });
      expect(Date.parse(timeOut?.receivedAt ?? '') - startedAt).toBeGreaterThanOrEqual(24 * HOUR);
      expect(fakes.state.ended).toBe(outcome);
    });
    readable(history);
  });
});

it('gives each of two merchants its own deadline', async () => {
  const setUp: SetUp = (now) => ({
    state: { parts: [pendingPart('m-2', now + 3 * HOUR, 'APPROVE'), pendingPart('m-1', now + HOUR, 'REJECT')] },
  });
  const history = await onSkippedTime('two-deadlines', setUp, async ({ fakes, startedAt, ...run }) => {
    expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
    const timeOuts = fakes.callsOf('recordDecision');
    expect(timeOuts.map(({ merchantId }) => merchantId)).toEqual(['m-1', 'm-2']);
    const [first = 0, second = 0] = timeOuts.map(({ receivedAt }) => Date.parse(receivedAt) - startedAt);
    expect(first).toBeGreaterThanOrEqual(HOUR);
    expect(first).toBeLessThan(HOUR + MINUTE);
    expect(second).toBeGreaterThanOrEqual(3 * HOUR);
    expect(second).toBeLessThan(3 * HOUR + MINUTE);
  });
  readable(history);
});

it('stops the clock when the merchant decides before the deadline', async () => {
  const history = await onSkippedTime('decided-in-time', silentFor(24, 'REJECT'), async ({ fakes, handle, ...run }) => {
    await run.sleep(23 * HOUR);
    const input = { merchantId: 'm-1', outcome: 'APPROVED', actor: MERCHANT } as const;
    expect(await handle.executeUpdate(decideUpdate, { args: [input] })).toMatchObject({ outcome: 'recorded' });
    expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
    expect(fakes.callsOf('recordDecision').map(({ door }) => door)).toEqual(['UPDATE']);
  });
  if (history === undefined) return;
  expect(history).toBeReadable();
  const types = toJsonHistory(history).events.map(typeOf);
  expect(types).toContain('TIMER_CANCELED');
  expect(types).not.toContain('TIMER_FIRED');
});

it('tells a merchant who is not asked, and goes on waiting', async () => {
  await onSkippedTime('wrong-merchant', silentFor(24, 'REJECT'), async ({ handle, ...run }) => {
    const input = { merchantId: 'm-9', outcome: 'APPROVED', actor: MERCHANT } as const;
    const answer = await handle.executeUpdate(decideUpdate, { args: [input] });
    expect(answer).toMatchObject({ outcome: 'refused', code: 'MERCHANT_NOT_ASKED' });
    expect(await run.outcome()).toMatchObject({ outcome: 'REJECTED' });
  });
});

it('ends at once when the customer withdraws', async () => {
  const history = await onSkippedTime('withdrawn', silentFor(24, 'APPROVE'), async ({ fakes, handle, ...run }) => {
    await run.sleep(HOUR);
    const answer = await handle.executeUpdate(withdrawUpdate, { args: [{ actor: CUSTOMER }] });
    expect(answer).toEqual({ outcome: 'withdrawn' });
    expect(await run.outcome()).toMatchObject({ outcome: 'WITHDRAWN' });
    expect(fakes.state.ended).toBe('WITHDRAWN');
    expect(fakes.callsOf('commit')).toEqual([]);
  });
  readable(history);
});

it('waits for every merchant and goes on when the last one has decided', async () => {
  const setUp: SetUp = (now) => ({
    state: { parts: ['m-1', 'm-2', 'm-3'].map((merchantId) => pendingPart(merchantId, now + HOUR, 'REJECT')) },
  });
  const history = await onSkippedTime('two-of-three-approve', setUp, async ({ handle, ...run }) => {
    for (const [merchantId, outcome] of [['m-1', 'APPROVED'] as const, ['m-2', 'REJECTED'] as const]) {
      await handle.executeUpdate(decideUpdate, { args: [{ merchantId, outcome, actor: MERCHANT }] });
    }
    expect(await handle.query('progress')).toMatchObject({ state: 'AWAITING_DECISION' });
    await handle.signal('confirm', { merchantId: 'm-3', actor: MERCHANT });
    expect(await run.outcome()).toMatchObject({ outcome: 'SETTLED' });
  });
  if (history === undefined) return;
  expect(history).toBeReadable();
  const timers = toJsonHistory(history).events.filter((event) => typeOf(event) === 'TIMER_STARTED');
  expect(timers.map((event) => attributesOf(event)['timerId'])).toHaveLength(3);
});
