import fc from 'fast-check';
import { feeOf } from '../../src/domain/fee';
import type { FeeStep } from '../../src/domain/policy';
import type { Fault } from '../../src/domain/reasons';
import { DEFAULT_POLICY } from '../../src/domain/policy-snapshot';

const step = (fields: Partial<FeeStep>): FeeStep => ({
  fromMinutes: 0,
  basisPoints: 0,
  fixed: 0,
  cap: null,
  faults: ['BUYER'],
  ...fields,
});
const LADDER = [
  step({ fromMinutes: 0 }),
  step({ fromMinutes: 60, basisPoints: 1_000, fixed: 50 }),
  step({ fromMinutes: 1_440, basisPoints: 5_000, cap: 3_000 }),
];
const fee = (ageMinutes: number, goods: number, fault: Fault = 'BUYER') =>
  feeOf({ policy: { ...DEFAULT_POLICY, graceMinutes: 10, fees: LADDER }, fault, ageMinutes, goods });

test('the step that began last is charged (R7)', () => {
  expect([fee(59.9, 10_000), fee(60, 10_000), fee(1_439, 10_000), fee(1_440, 5_000)]).toEqual([0, 1_050, 1_050, 2_500]);
});

test('a cap holds, percentages round down and no fee is above what comes back', () => {
  expect(fee(1_440, 10_000)).toBe(3_000);
  expect(fee(60, 19)).toBe(19);
  expect(fee(60, 1_009)).toBe(150);
  expect(fee(60, 0)).toBe(0);
});

test.each<Fault>(['SELLER', 'PLATFORM', 'CARRIER', 'FORCE_MAJEURE'])(
  'nothing is kept when the fault is %s',
  (fault) => {
    expect(fee(2_000, 10_000, fault)).toBe(0);
  },
);

test('nothing is kept inside grace', () => {
  const policy = { ...DEFAULT_POLICY, graceMinutes: 90, fees: LADDER };
  const at = (ageMinutes: number) => feeOf({ policy, fault: 'BUYER', ageMinutes, goods: 10_000 });
  expect([at(90), at(90.1)]).toEqual([0, 1_050]);
});

test('a fee is whole minor units between nothing and the refund', () => {
  const steps = fc.array(
    fc.record({
      fromMinutes: fc.nat(5_000),
      basisPoints: fc.nat(10_000),
      fixed: fc.nat(5_000),
      cap: fc.option(fc.nat(5_000)),
      faults: fc.constant<Fault[]>(['BUYER']),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(steps, fc.nat(10_000), fc.nat(1_000_000), (fees, ageMinutes, goods) => {
      const kept = feeOf({ policy: { ...DEFAULT_POLICY, fees }, fault: 'BUYER', ageMinutes, goods });
      expect(Number.isSafeInteger(kept) && kept >= 0 && kept <= goods).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
