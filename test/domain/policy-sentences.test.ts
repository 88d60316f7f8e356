import fc from 'fast-check';
import { policySentences } from '../../src/domain/explain/policy-sentences';
import type { Policy } from '../../src/domain/policy';
import { validatePolicy } from '../../src/domain/policy-check';
import { DEFAULT_POLICY } from '../../src/domain/policy-snapshot';

const YEAR_MS = 365 * 24 * 3_600_000;
const minutes = fc.integer({ min: 0, max: 500_000 });
const ms = fc.integer({ min: 1, max: YEAR_MS });

/** Any policy that holds. */
const anyPolicy: fc.Arbitrary<Policy> = fc
  .record(
    {
      requestWindowMinutes: fc.option(minutes),
      graceMinutes: minutes,
      approvalNeeded: fc.boolean(),
      decisionMs: ms,
      businessHoursOnly: fc.boolean(),
      onTimeout: fc.constantFrom('APPROVE', 'REJECT', 'ESCALATE'),
      onNotStopped: fc.constantFrom('END', 'AWAIT_RETURN', 'NEEDS_HUMAN'),
      interceptInTransit: fc.boolean(),
      returnMs: ms,
      partsCancellable: fc.boolean(),
      shippingFee: fc.constantFrom('NONE', 'PRORATED'),
      tenderOrder: fc.constantFrom('PROPORTIONAL', 'GIFT_FIRST', 'CARD_FIRST', 'REVERSE_OF_PAYMENT'),
      stock: fc.constantFrom('RELEASE', 'RETURN_TO_SHELF', 'WRITE_OFF'),
      fees: fc.array(
        fc.record({
          fromMinutes: minutes,
          basisPoints: fc.integer({ min: 0, max: 10_000 }),
          fixed: fc.nat(100_000),
          cap: fc.option(fc.nat(100_000)),
          faults: fc.subarray(['BUYER', 'SELLER', 'PLATFORM', 'CARRIER', 'FORCE_MAJEURE'] as const, { minLength: 1 }),
        }),
        { maxLength: 4 },
      ),
      benefits: fc.record({
        coupons: fc.constantFrom('RETURN', 'KEEP'),
        extendDays: fc.integer({ min: 0, max: 3_660 }),
        pointsSpent: fc.constantFrom('RETURN', 'KEEP'),
        pointsEarned: fc.constantFrom('CLAW_BACK', 'KEEP'),
      }),
      offerMs: fc.oneof(fc.constant(0), ms),
      extensionMinutes: fc.integer({ min: 0, max: 10_080 }),
      arbitrationMs: ms,
      onArbitrationTimeout: fc.constantFrom('NEEDS_HUMAN', 'APPROVED', 'UPHELD'),
      escalationWindowMinutes: minutes,
      statutoryWithdrawalDays: fc.integer({ min: 0, max: 60 }),
      maxRequests: fc.integer({ min: 1, max: 20 }),
    },
    { requiredKeys: Object.keys(DEFAULT_POLICY).filter((key) => key !== 'policyId' && key !== 'version') as never },
  )
  .map((fields) => ({ policyId: 'p', version: 1, ...fields }));

const LOCALES = ['en', 'zh'] as const;

it('every policy has sentences in both languages, as many in one as in the other, and none shows a code', () => {
  fc.assert(
    fc.property(anyPolicy, fc.option(fc.constantFrom('EUR', 'JPY', 'KWD'), { nil: undefined }), (policy, currency) => {
      expect(validatePolicy(policy)).toEqual([]);
      const [en, zh] = LOCALES.map((locale) => policySentences(policy, locale, currency));
      expect(en?.length).toBeGreaterThanOrEqual(8);
      expect(zh).toHaveLength(en?.length ?? 0);
      expect(new Set(en).size).toBeGreaterThanOrEqual((en?.length ?? 0) - policy.fees.length);
      for (const sentence of [...(en ?? []), ...(zh ?? [])]) {
        expect(sentence).not.toMatch(/[A-Z]{2,}_|undefined|null|NaN|\[object|APPROVE|REJECT|RELEASE|KEEP|NONE/);
      }
      for (const sentence of en ?? []) expect(sentence).toMatch(/^[A-Z].*\.$/);
      for (const sentence of zh ?? []) expect(sentence).toMatch(/\p{Script=Han}.*。$/u);
    }),
    { numRuns: 500 },
  );
});

const DAY_MS = 24 * 3_600_000;
const FEE = { fromMinutes: 60, basisPoints: 1_000, fixed: 500, cap: 2_000, faults: ['BUYER'] } as const;

/** For each field another value, on a policy under which it matters. */
const CHANGES: Readonly<Record<Exclude<keyof Policy, 'policyId' | 'version'>, Partial<Policy>>> = {
  requestWindowMinutes: { requestWindowMinutes: 120 },
  graceMinutes: { graceMinutes: 30 },
  approvalNeeded: { approvalNeeded: false },
  decisionMs: { decisionMs: 3 * DAY_MS },
  businessHoursOnly: { businessHoursOnly: true },
  onTimeout: { onTimeout: 'REJECT' },
  onNotStopped: { onNotStopped: 'NEEDS_HUMAN' },
  interceptInTransit: { interceptInTransit: false },
  returnMs: { returnMs: 5 * DAY_MS },
  partsCancellable: { partsCancellable: false },
  shippingFee: { shippingFee: 'NONE' },
  tenderOrder: { tenderOrder: 'CARD_FIRST' },
  stock: { stock: 'WRITE_OFF' },
  fees: { fees: [FEE] },
  benefits: { benefits: { coupons: 'KEEP', extendDays: 3, pointsSpent: 'KEEP', pointsEarned: 'KEEP' } },
  offerMs: { offerMs: 0 },
  extensionMinutes: { extensionMinutes: 45 },
  arbitrationMs: { arbitrationMs: 7 * DAY_MS },
  onArbitrationTimeout: { onArbitrationTimeout: 'UPHELD' },
  escalationWindowMinutes: { escalationWindowMinutes: 0 },
  statutoryWithdrawalDays: { statutoryWithdrawalDays: 14 },
  maxRequests: { maxRequests: 2 },
};

it.each(Object.entries(CHANGES))('says something else where %s is another', (_field, change) => {
  const base = { ...DEFAULT_POLICY, onNotStopped: 'AWAIT_RETURN' } as const;
  for (const locale of LOCALES) {
    expect(policySentences({ ...base, ...change }, locale)).not.toEqual(policySentences(base, locale));
  }
});

it.each(['en', 'zh'] as const)('says every step of a fee ladder, in the currency that is asked for (%s)', (locale) => {
  const policy = { ...DEFAULT_POLICY, fees: [FEE, { ...FEE, fromMinutes: 0, basisPoints: 0, cap: null }] };
  const told = policySentences(policy, locale, 'EUR').join(' ');
  for (const word of ['10 %', 'EUR 5.00', 'EUR 20.00']) expect(told).toContain(word);
  expect(policySentences(policy, locale).join(' ')).toMatch(/\b500\b/);
  const moot = { ...DEFAULT_POLICY, fees: [{ ...FEE, faults: ['SELLER'] as const }] };
  expect(policySentences(moot, locale)).toEqual(policySentences(DEFAULT_POLICY, locale));
});

it('tells the default policy as a customer would want to read it', () => {
  expect(policySentences(DEFAULT_POLICY, 'en')).toMatchInlineSnapshot(`
   [
     "You may ask to cancel at any time before delivery.",
     "You may cancel all of an order or some of its items.",
     "The merchant decides on your request.",
     "The merchant has 2 days to decide, counted around the clock.",
     "If the merchant does not answer in time, your request is approved automatically.",
     "The merchant may make you an offer instead; you have 1 day to answer, and declining it takes nothing from your request.",
     "If the merchant says no, you may ask for arbitration within 7 days.",
     "An arbiter rules within 3 days.",
     "If the arbiter does not rule in time, a person looks into it.",
     "A parcel that is already on its way is stopped if the carrier can.",
     "If a parcel can’t be stopped, its items are not cancelled.",
     "No cancellation fee is kept.",
     "If only some items are cancelled, their share of the shipping is returned.",
     "If you paid in several ways, each gets its share back.",
     "Coupons that you used come back.",
     "Points that you spent come back.",
     "Points and coupons that the order earned you are taken back.",
     "Cancelled items go back on sale at once.",
   ]
  `);
  expect(policySentences(DEFAULT_POLICY, 'zh')).toMatchInlineSnapshot(`
   [
     "送达之前随时可以申请取消。",
     "可以取消整个订单，也可以只取消其中部分商品。",
     "您的申请由商家决定。",
     "商家有 2 天作出决定，全天连续计时。",
     "商家逾期未答复的，您的申请自动同意。",
     "商家可以改为向您提出方案；您有 1 天答复，拒绝方案不影响您的申请。",
     "商家拒绝后，您可以在 7 天内申请仲裁。",
     "仲裁在 3 天内作出裁决。",
     "逾期未裁决的，由人工处理。",
     "包裹已在途中的，承运商能拦截则予以拦截。",
     "包裹未能拦截的，其中的商品不取消。",
     "不收取取消费用。",
     "只取消部分商品的，按比例退还其运费。",
     "使用多种方式支付的，按比例分别退回。",
     "已使用的优惠券予以退还。",
     "已使用的积分予以退还。",
     "因该订单获得的积分和优惠券将收回。",
     "取消的商品立即恢复销售。",
   ]
  `);
});
