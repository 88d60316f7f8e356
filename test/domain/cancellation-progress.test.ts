import {
  isAccepted,
  isFinal,
  orderReadingOf,
  refundStateOf,
  stateOfParts,
  type LegProgress,
} from '../../src/domain/cancellation-progress';
import type { CancellationState } from '../../src/domain/cancellation';
import type { LegState } from '../../src/domain/refund-leg';
import type { PartView } from '../../src/domain/cancellation-view';
import type { UnitState } from '../../src/domain/order';

const legs = (...states: LegState[]): LegProgress[] => states.map((state) => ({ state }));
const units = (...states: UnitState[]) => states.map((state) => ({ state }));

test.each<[PartView['decision'][], string]>([
  [[], 'REQUESTED'],
  [['APPROVED', 'PENDING', 'ESCALATED'], 'AWAITING_DECISION'],
  [['APPROVED', 'ESCALATED'], 'ARBITRATION'],
  [['REJECTED', 'APPROVED'], 'INTERCEPTING'],
  [['REJECTED', 'REJECTED'], 'REJECTED'],
  [['REJECTED', 'NOT_STOPPED'], 'NOT_STOPPED'],
  [['APPROVED', 'NOT_STOPPED'], 'INTERCEPTING'],
  [['APPROVED', 'AWAITING_RETURN'], 'AWAITING_RETURN'],
])('parts that are %j make it %s', (decisions, state) => {
  expect(stateOfParts(decisions.map((decision) => ({ decision })))).toBe(state);
});

test.each<[LegProgress[], string, boolean, boolean]>([
  [[], 'NONE', true, true],
  [legs('PLANNED'), 'IN_PROGRESS', false, false],
  [legs('SUCCEEDED', 'SUBMITTED'), 'IN_PROGRESS', false, false],
  [legs('SUCCEEDED', 'AMBIGUOUS'), 'IN_PROGRESS', false, false],
  [legs('SUCCEEDED', 'PENDING'), 'IN_PROGRESS', true, false],
  [legs('SUCCEEDED', 'MANUAL'), 'COMPLETED', true, true],
  [legs('SUCCEEDED', 'FAILED'), 'NEEDS_ATTENTION', false, false],
  [legs('CLOSED'), 'NEEDS_ATTENTION', false, false],
  [legs('BLOCKED'), 'NEEDS_ATTENTION', false, false],
  [legs('REVIEW'), 'NEEDS_ATTENTION', false, false],
  [[{ state: 'FAILED', replacedBy: 'g2' }, { state: 'SUCCEEDED' }], 'COMPLETED', true, true],
  [[{ state: 'FAILED', replacedBy: 'g2' }, { state: 'PENDING' }], 'IN_PROGRESS', true, false],
])('legs %j read %s, accepted %s, final %s', (...[given, refund, accepted, final]) => {
  expect([refundStateOf(given), isAccepted(given), isFinal(given)]).toEqual([refund, accepted, final]);
});

test('an order reads by its units once no cancellation is under way', () => {
  const read = (...states: UnitState[]) => orderReadingOf({ units: units(...states), legs: [] }).state;
  expect(read('ACTIVE', 'ACTIVE')).toBe('OPEN');
  expect(read('ACTIVE', 'HELD')).toBe('CANCELLING');
  expect(read('ACTIVE', 'CANCELLED')).toBe('PARTIALLY_CANCELLED');
  expect(read('CANCELLED', 'CANCELLED')).toBe('CANCELLED');
});

test('units that are gone do not make an order cancelled before its cancellation is closed', () => {
  const read = (wasClosed: boolean) =>
    orderReadingOf({
      units: units('CANCELLED'),
      legs: legs('FAILED'),
      latest: { state: 'NEEDS_HUMAN', wasClosed },
    });
  expect(read(false)).toEqual({ state: 'CANCELLING', refund: 'NEEDS_ATTENTION' });
  expect(read(true)).toEqual({ state: 'CANCELLED', refund: 'NEEDS_ATTENTION' });
});

test('an order without lines reads by its latest cancellation', () => {
  const read = (state: CancellationState, wasClosed: boolean) =>
    orderReadingOf({ units: [], legs: [], latest: { state, wasClosed } }).state;
  expect(read('AWAITING_DECISION', false)).toBe('CANCELLING');
  expect(read('REJECTED', false)).toBe('OPEN');
  expect(read('CLOSED', true)).toBe('CANCELLED');
  expect(read('SETTLED', true)).toBe('CANCELLED');
  expect(orderReadingOf({ units: [], legs: [] }).state).toBe('OPEN');
});
