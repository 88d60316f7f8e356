import {
  ACTIVE_STATES,
  CANCELLATION_STATES,
  ENDED_STATES,
  mayMove,
  ROLES,
  TRANSITIONS,
  type CancellationState,
} from '../../src/domain/cancellation';

function reachableFrom(start: CancellationState): Set<CancellationState> {
  const seen = new Set([start]);
  for (const state of seen) for (const { to } of TRANSITIONS[state]) seen.add(to);
  return seen;
}

test('every state can be reached from REQUESTED', () => {
  expect([...reachableFrom('REQUESTED')].sort()).toEqual([...CANCELLATION_STATES].sort());
});

test('no way leads out of an end, but from SETTLED to REPAIRING', () => {
  const waysOut = ENDED_STATES.flatMap((state) => TRANSITIONS[state].map(({ to }) => `${state} → ${to}`));
  expect(waysOut).toEqual(['SETTLED → REPAIRING']);
});

test('from every state that has not ended an end can be reached', () => {
  const stuck = CANCELLATION_STATES.filter((state) => !ENDED_STATES.some((end) => reachableFrom(state).has(end)));
  expect(stuck).toEqual([]);
});

test('active are the states before CLOSED that have not ended', () => {
  expect([...ACTIVE_STATES].sort()).toEqual(
    [
      'REQUESTED',
      'AWAITING_DECISION',
      'OFFERED',
      'ARBITRATION',
      'INTERCEPTING',
      'AWAITING_RETURN',
      'REFUNDING',
      'NEEDS_HUMAN',
    ].sort(),
  );
});

test('no state leads to itself or to another twice, and somebody may cause each move', () => {
  for (const state of CANCELLATION_STATES) {
    const targets = TRANSITIONS[state].map(({ to }) => to);
    expect(targets).not.toContain(state);
    expect(new Set(targets).size).toBe(targets.length);
    expect(TRANSITIONS[state].every(({ by }) => by.length > 0 && by.every((role) => ROLES.includes(role)))).toBe(true);
  }
});

test('no one withdraws once money moves, no customer decides, and an auditor causes nothing', () => {
  expect(mayMove({ from: 'REFUNDING', to: 'WITHDRAWN', role: 'customer' })).toBe(false);
  expect(mayMove({ from: 'AWAITING_DECISION', to: 'REFUNDING', role: 'customer' })).toBe(false);
  expect(mayMove({ from: 'AWAITING_DECISION', to: 'WITHDRAWN', role: 'customer' })).toBe(true);
  expect(mayMove({ from: 'AWAITING_DECISION', to: 'REJECTED', role: 'merchant' })).toBe(true);
  const byAuditor = CANCELLATION_STATES.flatMap((state) =>
    TRANSITIONS[state].filter(({ by }) => by.includes('auditor')),
  );
  expect(byAuditor).toEqual([]);
});

test('every state that works can become NEEDS_HUMAN, and SETTLED is entered from CLOSED or REPAIRING alone', () => {
  const working = CANCELLATION_STATES.filter((state) => TRANSITIONS[state].length > 0);
  const cannot = working.filter((state) => !TRANSITIONS[state].some(({ to }) => to === 'NEEDS_HUMAN'));
  expect(cannot).toEqual(['SETTLED', 'NEEDS_HUMAN']);
  const before = CANCELLATION_STATES.filter((state) => TRANSITIONS[state].some(({ to }) => to === 'SETTLED'));
  expect(before).toEqual(['CLOSED', 'REPAIRING']);
});
