import fc from 'fast-check';
import { dueOf, planBenefits, type BenefitAsk } from '../../src/domain/benefit-rules';
import type { BenefitMovement, BenefitPolicy, OrderBenefit } from '../../src/domain/benefits';
import { DEFAULT_BENEFIT_POLICY } from '../../src/domain/benefits';
import type { Order } from '../../src/domain/order';
import { unitsOf } from '../../src/domain/order-units';
import { canonicalJson, DEFAULT_POLICY } from '../../src/domain/policy-snapshot';
import { quoteOrder } from '../../src/domain/quote-order';
import { aLine, anOrder, aUnit, minutesLater, policies } from './orders';

const COUPON: OrderBenefit = { benefitId: 'c1', kind: 'COUPON', amount: 1, moved: 0 };
const UNITS = [aUnit(), aUnit({ unitId: 'L2/1', lineId: 'L2', merchantId: 'M2', price: 5_000 })];

function ask(benefits: readonly OrderBenefit[], over: Partial<BenefitAsk> & { rules?: Partial<BenefitPolicy> } = {}) {
  const { rules = {}, ...rest } = over;
  const own = { benefits: { ...DEFAULT_BENEFIT_POLICY, ...rules } };
  return planBenefits({
    order: anOrder({ units: UNITS, benefits }),
    units: UNITS,
    policies: policies({ M1: own, M2: own }),
    fault: 'BUYER',
    now: minutesLater(60),
    ...rest,
  });
}

describe('a coupon', () => {
  it('comes back with the whole order, and not with a part of it', () => {
    expect(ask([COUPON])).toEqual([{ benefitId: 'c1', kind: 'COUPON', movement: 'RETURNED', amount: 1 }]);
    expect(ask([COUPON], { units: UNITS.slice(0, 1) })).toEqual([]);
  });

  it('comes back with the last part, once', () => {
    const units = [aUnit({ state: 'CANCELLED' }), ...UNITS.slice(1)];
    const order = anOrder({ units, benefits: [COUPON] });
    expect(ask([], { order, units: UNITS.slice(1) })).toMatchObject([{ movement: 'RETURNED', amount: 1 }]);
    const moved = { ...COUPON, moved: 1 };
    expect(ask([moved], { units: UNITS.slice(1) })).toEqual([]);
  });

  it('of one merchant comes back with all that was bought from it, by its own policy', () => {
    const own = { ...COUPON, merchantId: 'M1' };
    const rules = policies({ M1: { benefits: { ...DEFAULT_BENEFIT_POLICY, coupons: 'KEEP' } }, M2: {} });
    expect(ask([own], { units: UNITS.slice(0, 1) })).toMatchObject([{ movement: 'RETURNED' }]);
    expect(ask([own], { units: UNITS.slice(0, 1), policies: rules })).toMatchObject([{ movement: 'KEPT' }]);
    expect(ask([own], { units: UNITS.slice(1) })).toEqual([]);
  });

  it('is kept only where policy says so and the fault is the buyer’s', () => {
    expect(ask([COUPON], { rules: { coupons: 'KEEP' } })).toMatchObject([{ movement: 'KEPT', amount: 1 }]);
    expect(ask([COUPON], { rules: { coupons: 'KEEP' }, fault: 'SELLER' })).toMatchObject([{ movement: 'RETURNED' }]);
  });

  it('that lapsed while it was in use is good for longer where policy says so', () => {
    const lapsed = { ...COUPON, expiresAt: minutesLater(30) };
    expect(ask([lapsed])).toMatchObject([{ expiresAt: minutesLater(30).toISOString() }]);
    expect(ask([lapsed], { rules: { extendDays: 7 } })).toMatchObject([
      { expiresAt: minutesLater(60 + 7 * 24 * 60).toISOString() },
    ]);
    const good = { ...COUPON, expiresAt: minutesLater(90) };
    expect(ask([good], { rules: { extendDays: 7 } })).toMatchObject([{ expiresAt: minutesLater(90).toISOString() }]);
    const old = { ...COUPON, expiresAt: minutesLater(-1) };
    expect(ask([old], { rules: { extendDays: 7 } })).toMatchObject([{ expiresAt: minutesLater(-1).toISOString() }]);
  });

  it('of an order without lines comes back with it', () => {
    const order = anOrder({ units: [], benefits: [COUPON] });
    expect(ask([], { order, units: [], policies: policies({ shop: {} }) })).toMatchObject([{ movement: 'RETURNED' }]);
  });
});

describe('what was earned', () => {
  const earned: OrderBenefit = { benefitId: 'p1', kind: 'POINTS_EARNED', amount: 30, moved: 0 };

  it('is clawed back with its units, or kept by policy', () => {
    expect(ask([earned], { units: UNITS.slice(0, 1) })).toMatchObject([{ movement: 'CLAWED_BACK', amount: 20 }]);
    expect(ask([earned], { rules: { pointsEarned: 'KEEP' } })).toMatchObject([{ movement: 'KEPT', amount: 30 }]);
  });

  it('becomes a debt as far as it was spent, and never less than nothing is taken', () => {
    expect(ask([{ ...earned, remaining: 12 }])).toMatchObject([
      { movement: 'CLAWED_BACK', amount: 12 },
      { movement: 'DEBT', amount: 18 },
    ]);
    expect(ask([{ ...earned, remaining: 0 }])).toMatchObject([{ movement: 'DEBT', amount: 30 }]);
    expect(ask([{ ...earned, remaining: -5 }])).toMatchObject([{ movement: 'DEBT', amount: 30 }]);
  });

  it('a gift coupon goes with the whole order, as a debt once it is used', () => {
    const gift: OrderBenefit = { benefitId: 'g1', kind: 'GIFT_COUPON', amount: 1, moved: 0 };
    expect(ask([gift], { units: UNITS.slice(0, 1) })).toEqual([]);
    expect(ask([gift])).toMatchObject([{ movement: 'CLAWED_BACK' }]);
    expect(ask([{ ...gift, remaining: 0 }])).toMatchObject([{ movement: 'DEBT' }]);
  });
});

test('where the merchants of a part differ the shop’s own benefits go by what favors the customer', () => {
  const hard = { ...DEFAULT_BENEFIT_POLICY, coupons: 'KEEP', pointsSpent: 'KEEP', pointsEarned: 'CLAW_BACK' } as const;
  const soft = { ...DEFAULT_BENEFIT_POLICY, coupons: 'RETURN', pointsSpent: 'RETURN', pointsEarned: 'KEEP' } as const;
  const rules = policies({ M1: { benefits: hard }, M2: { benefits: soft } });
  const points: OrderBenefit = { benefitId: 'p', kind: 'POINTS_SPENT', amount: 3, moved: 0 };
  const earned: OrderBenefit = { benefitId: 'q', kind: 'POINTS_EARNED', amount: 3, moved: 0 };
  const moved = ask([COUPON, points, earned], { policies: rules });
  expect(moved.map(({ movement }) => movement)).toEqual(['RETURNED', 'RETURNED', 'KEPT']);
});

const lines = fc.array(
  fc.record({
    merchantId: fc.constantFrom('M1', 'M2'),
    quantity: fc.integer({ min: 1, max: 4 }),
    unitPrice: fc.nat(9_000),
  }),
  { minLength: 1, maxLength: 4 },
);
const lots = fc.array(
  fc.record(
    {
      kind: fc.constantFrom('POINTS_SPENT' as const, 'POINTS_EARNED' as const),
      amount: fc.integer({ min: 1, max: 100_000 }),
      merchantId: fc.constantFrom('M1', 'M2'),
      remaining: fc.nat(100_000),
    },
    { requiredKeys: ['kind', 'amount'] },
  ),
  { minLength: 1, maxLength: 3 },
);

/** Cancels the order's units in parts of the given sizes, and keeps the books as the database does. */
function serially(
  order: Order,
  sizes: readonly number[],
): { readonly order: Order; readonly moved: BenefitMovement[] } {
  const moved: BenefitMovement[] = [];
  let now = order;
  for (let next = 0, part = 0; next < order.units.length; part += 1) {
    const units = now.units.slice(next, next + Math.max(1, sizes[part % sizes.length] ?? 1));
    next += units.length;
    const step = planBenefits({
      order: now,
      units,
      policies: policies({ M1: {}, M2: {} }),
      fault: 'BUYER',
      now: minutesLater(part),
    });
    moved.push(...step);
    const gone = new Set(units.map(({ unitId }) => unitId));
    now = {
      ...now,
      units: now.units.map((unit) => (gone.has(unit.unitId) ? { ...unit, state: 'CANCELLED' } : unit)),
      benefits: (now.benefits ?? []).map((benefit) => after(benefit, step)),
    };
    for (const benefit of now.benefits ?? []) {
      expect(benefit.moved).toBe(dueOf(benefit, now.units, ({ state }) => state === 'CANCELLED'));
    }
  }
  return { order: now, moved };
}

function after(benefit: OrderBenefit, step: readonly BenefitMovement[]): OrderBenefit {
  const own = step.filter(({ benefitId }) => benefitId === benefit.benefitId);
  const total = (movements: readonly BenefitMovement[]) => movements.reduce((sum, { amount }) => sum + amount, 0);
  const clawed = total(own.filter(({ movement }) => movement === 'CLAWED_BACK'));
  const moved = benefit.moved + total(own);
  return benefit.remaining === undefined
    ? { ...benefit, moved }
    : { ...benefit, moved, remaining: benefit.remaining - clawed };
}

test('over any series of partial cancellations every point moves once, none is lost, and no balance goes below zero', () => {
  fc.assert(
    fc.property(lines, lots, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (drafts, points, sizes) => {
      const units = unitsOf(
        drafts.map((draft, index) => aLine({ ...draft, lineId: `L${index}` })),
        0,
      );
      const benefits = points.map((lot, index) => ({ ...lot, benefitId: `p${index}`, moved: 0 }));
      const { order, moved } = serially(anOrder({ units, benefits }), sizes);
      for (const { benefitId, amount, kind, remaining } of benefits) {
        const own = moved.filter((movement) => movement.benefitId === benefitId);
        expect(own.every((movement) => movement.amount > 0)).toBe(true);
        expect(own.reduce((sum, movement) => sum + movement.amount, 0)).toBe(amount);
        const debt = own.filter(({ movement }) => movement === 'DEBT').reduce((sum, one) => sum + one.amount, 0);
        const isEarned = kind === 'POINTS_EARNED' && remaining !== undefined;
        expect(debt).toBe(isEarned ? Math.max(0, amount - remaining) : 0);
      }
      expect((order.benefits ?? []).every(({ remaining = 0 }) => remaining >= 0)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('a quote shows what becomes of coupons and points, and has no field for them where there are none', () => {
  const inputs = {
    units: UNITS,
    policies: policies({ M1: {}, M2: {} }),
    fault: 'BUYER',
    now: minutesLater(1),
    arrivalDays: (): [number, number] => [5, 10],
  } as const;
  const quote = quoteOrder({ ...inputs, order: anOrder({ units: UNITS, benefits: [COUPON] }) });
  expect(quote.benefits).toEqual([{ benefitId: 'c1', kind: 'COUPON', movement: 'RETURNED', amount: 1 }]);
  expect(quoteOrder({ ...inputs, order: anOrder({ units: UNITS }) })).not.toHaveProperty('benefits');
});

test('a policy from before there were benefits is the same text, so that its hash holds', () => {
  expect(canonicalJson(DEFAULT_POLICY)).not.toContain('benefits');
  expect(canonicalJson(DEFAULT_POLICY)).toBe(
    '{"approvalNeeded":true,"businessHoursOnly":false,"decisionMs":172800000,"fees":[],"graceMinutes":0,' +
      '"interceptInTransit":true,"onNotStopped":"END","onTimeout":"APPROVE","partsCancellable":true,"policyId":"default",' +
      '"requestWindowMinutes":null,"returnMs":1209600000,"shippingFee":"PRORATED","stock":"RELEASE",' +
      '"tenderOrder":"PROPORTIONAL","version":1}',
  );
});
