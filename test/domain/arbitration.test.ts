import {
  arbitrationClock,
  COMMITTED_STATES,
  escalationUntil,
  mayEscalate,
  nextRuling,
  rulingClock,
} from '../../src/domain/arbitration';
import { CANCELLATION_STATES } from '../../src/domain/cancellation';
import type { Policy } from '../../src/domain/policy';
import { DEFAULT_POLICY } from '../../src/domain/policy-snapshot';

const REJECTED_AT = new Date('2026-03-01T12:00:00.000Z');
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

const policy = (over: Partial<Policy> = {}): Policy => ({ ...DEFAULT_POLICY, ...over });
const after = (ms: number) => new Date(REJECTED_AT.getTime() + ms);
const REJECTION = {
  state: 'REJECTED' as const,
  policies: [policy()],
  rejectedAt: REJECTED_AT,
  isEscalation: false,
};

test('an arbiter has 72 hours, and then a person is called, where the policy says nothing', () => {
  expect(arbitrationClock(policy(), REJECTED_AT)).toEqual({
    until: after(3 * DAY).toISOString(),
    onTimeout: 'NEEDS_HUMAN',
  });
  const said = policy({ arbitrationMs: 1, onArbitrationTimeout: 'UPHELD' });
  expect(arbitrationClock(said, REJECTED_AT)).toEqual({ until: after(1).toISOString(), onTimeout: 'UPHELD' });
});

test('a rejection may be taken to arbitration for seven days, or as long as the strictest of its merchants allows', () => {
  expect(escalationUntil([policy()], REJECTED_AT)).toEqual(after(7 * DAY));
  const two = [policy(), policy({ escalationWindowMinutes: 5 })];
  expect(escalationUntil(two, REJECTED_AT)).toEqual(after(5 * MINUTE));
  expect(escalationUntil([...two, policy({ escalationWindowMinutes: 0 })], REJECTED_AT)).toBeUndefined();
  expect(escalationUntil([], REJECTED_AT)).toBeUndefined();
});

test('at the very end of its window it still may, a millisecond later it may not', () => {
  expect(mayEscalate(REJECTION, after(7 * DAY))).toEqual({ outcome: 'allowed', until: after(7 * DAY) });
  expect(mayEscalate(REJECTION, after(7 * DAY + 1))).toEqual({
    ...{ outcome: 'refused', code: 'ESCALATION_WINDOW_PASSED', details: { until: after(7 * DAY).toISOString() } },
  });
});

test('only a rejection may be, of the whole or of some of what has gone on, once, and no ruling', () => {
  for (const state of COMMITTED_STATES) {
    expect(mayEscalate({ ...REJECTION, state }, REJECTED_AT)).toMatchObject({ outcome: 'allowed' });
    const { rejectedAt: _none, ...approved } = REJECTION;
    expect(mayEscalate({ ...approved, state }, REJECTED_AT)).toMatchObject({ code: 'ESCALATION_NOT_POSSIBLE' });
  }
  const others = CANCELLATION_STATES.filter((state) => state !== 'REJECTED' && !COMMITTED_STATES.includes(state));
  for (const state of others) {
    expect(mayEscalate({ ...REJECTION, state }, REJECTED_AT)).toMatchObject({ code: 'ESCALATION_NOT_POSSIBLE' });
  }
  expect(mayEscalate({ ...REJECTION, isEscalation: true }, REJECTED_AT)).toMatchObject({
    code: 'ESCALATION_NOT_POSSIBLE',
  });
  const never = [policy({ escalationWindowMinutes: 0 })];
  expect(mayEscalate({ ...REJECTION, policies: never }, REJECTED_AT)).toMatchObject({
    code: 'ESCALATION_NOT_POSSIBLE',
  });
  expect(mayEscalate({ ...REJECTION, escalatedBy: 'O1.b' }, after(30 * DAY))).toEqual({
    ...{ outcome: 'refused', code: 'ALREADY_ESCALATED', details: { cancellationId: 'O1.b' } },
  });
});

test('the clock that runs out first is the next, and those without one are last', () => {
  const part = (merchantId: string, until?: string, decision = 'ESCALATED') => ({
    ...{ merchantId, decision },
    ...(until === undefined ? {} : { arbitration: { until, onTimeout: 'UPHELD' as const } }),
  });
  const parts = [
    part('none'),
    part('later', '2026-03-02'),
    part('ruled', '2026-01-01', 'APPROVED'),
    part('next', '2026-03-01'),
  ];
  expect(nextRuling(parts)?.merchantId).toBe('next');
  expect(nextRuling([part('none')])?.merchantId).toBe('none');
  expect(nextRuling<{ decision: string }>([])).toBeUndefined();
});

test('a view tells what silence does, and nothing where a person is called', () => {
  const until = after(1).toISOString();
  expect(rulingClock({ until, onTimeout: 'UPHELD' })).toEqual({ deadline: until, onTimeout: 'REJECT' });
  expect(rulingClock({ until, onTimeout: 'APPROVED' })).toEqual({ deadline: until, onTimeout: 'APPROVE' });
  expect(rulingClock({ until, onTimeout: 'NEEDS_HUMAN' })).toEqual({ deadline: until });
  expect(rulingClock(undefined)).toEqual({});
});
