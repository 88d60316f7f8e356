import { arbitrationClock, escalationUntil } from '../arbitration';
import { DEFAULT_BENEFIT_POLICY } from '../benefits';
import { formatMinor, type Minor } from '../money';
import { offerMsOf } from '../offer';
import type { FeeStep, Policy } from '../policy';
import { EN_POLICY } from './en/policy';
import { charges, type DurationUnit, type FeeWords, type PolicyWording } from './policy-wording';
import type { Locale } from './wording';
import { ZH_POLICY } from './zh/policy';

interface Telling {
  readonly policy: Policy;
  readonly wording: PolicyWording;
  /** Left out: amounts are told in minor units. */
  readonly currency: string | undefined;
}

/** Id and version say nothing of what holds. */
type Told = Exclude<keyof Policy, 'policyId' | 'version'>;

const WORDINGS: Readonly<Record<Locale, PolicyWording>> = { en: EN_POLICY, zh: ZH_POLICY };
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const ZERO = new Date(0);

/**
 * What each field means, in the order in which a customer meets it; nothing where it makes no difference. A new field
 * of the policy has to say here what it means.
 */
const SENTENCES: Readonly<Record<Told, (telling: Telling) => readonly string[]>> = {
  statutoryWithdrawalDays: ({ policy: { statutoryWithdrawalDays: days = 0 }, wording }) =>
    days === 0 ? [] : [wording.statutory(durationOf(days * DAY_MS, wording))],
  requestWindowMinutes: ({ policy: { requestWindowMinutes: minutes }, wording }) => [
    wording.requestWindow(minutes === null ? undefined : durationOf(minutes * MINUTE_MS, wording)),
  ],
  maxRequests: ({ policy: { maxRequests }, wording }) =>
    maxRequests === undefined ? [] : [wording.maxRequests(maxRequests)],
  partsCancellable: ({ policy, wording }) => [wording.parts(policy.partsCancellable)],
  graceMinutes: ({ policy: { graceMinutes }, wording }) =>
    graceMinutes === 0 ? [] : [wording.grace(durationOf(graceMinutes * MINUTE_MS, wording))],
  approvalNeeded: ({ policy, wording }) => [wording.approval(policy.approvalNeeded)],
  decisionMs: asked(({ policy, wording }) => [
    wording.decision(durationOf(policy.decisionMs, wording), policy.businessHoursOnly),
  ]),
  // Said with the time to decide.
  businessHoursOnly: () => [],
  extensionMinutes: asked(({ policy: { extensionMinutes = 0 }, wording }) =>
    extensionMinutes === 0 ? [] : [wording.extension(durationOf(extensionMinutes * MINUTE_MS, wording))],
  ),
  onTimeout: asked(({ policy, wording }) => [wording.onTimeout[policy.onTimeout]]),
  offerMs: asked(({ policy, wording }) =>
    offerMsOf(policy) === 0 ? [] : [wording.offer(durationOf(offerMsOf(policy), wording))],
  ),
  escalationWindowMinutes: asked(({ policy, wording }) => {
    const until = escalationUntil([policy], ZERO);
    return [wording.escalation(until === undefined ? undefined : durationOf(until.getTime(), wording))];
  }),
  arbitrationMs: asked(({ policy, wording }) =>
    isArbitrated(policy)
      ? [wording.arbitration(durationOf(Date.parse(arbitrationClock(policy, ZERO).until), wording))]
      : [],
  ),
  onArbitrationTimeout: asked(({ policy, wording }) =>
    isArbitrated(policy) ? [wording.onArbitrationTimeout[arbitrationClock(policy, ZERO).onTimeout]] : [],
  ),
  interceptInTransit: ({ policy, wording }) => [wording.intercept(policy.interceptInTransit)],
  onNotStopped: ({ policy, wording }) => [wording.onNotStopped[policy.onNotStopped]],
  returnMs: ({ policy, wording }) =>
    policy.onNotStopped === 'AWAIT_RETURN' ? [wording.comesBackWithin(durationOf(policy.returnMs, wording))] : [],
  fees: ({ policy: { fees }, wording, currency }) => {
    const steps = fees.filter(charges);
    if (steps.length === 0) return [wording.noFee];
    return steps.map((step) =>
      wording.fee(feeWords(step, wording, (amount) => amountOf(amount, { wording, currency }))),
    );
  },
  shippingFee: ({ policy, wording }) => [wording.shippingFee[policy.shippingFee]],
  tenderOrder: ({ policy, wording }) => [wording.tenderOrder[policy.tenderOrder]],
  benefits: ({ policy: { benefits = DEFAULT_BENEFIT_POLICY }, wording }) => [
    wording.coupons[benefits.coupons],
    wording.pointsSpent[benefits.pointsSpent],
    ...(benefits.extendDays === 0 ? [] : [wording.extendDays(durationOf(benefits.extendDays * DAY_MS, wording))]),
    wording.pointsEarned[benefits.pointsEarned],
  ],
  stock: ({ policy, wording }) => [wording.stock[policy.stock]],
};

/**
 * A merchant's policy in plain words, one sentence for each thing that matters.
 * With a currency, amounts are told in it.
 */
export function policySentences(policy: Policy, locale: Locale, currency?: string): string[] {
  const telling = { policy, wording: WORDINGS[locale], currency };
  return Object.values(SENTENCES).flatMap((sentences) => sentences(telling));
}

/** What is about a merchant's decision is of no matter where nobody decides. */
function asked(sentences: (telling: Telling) => readonly string[]): (telling: Telling) => readonly string[] {
  return (telling) => (telling.policy.approvalNeeded ? sentences(telling) : []);
}

/** May it ever come to an arbiter? */
function isArbitrated(policy: Policy): boolean {
  return policy.onTimeout === 'ESCALATE' || escalationUntil([policy], ZERO) !== undefined;
}

const UNITS: readonly (readonly [DurationUnit, number])[] = [
  ['day', DAY_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
  ['second', 1_000],
];

/** In days, hours, minutes and seconds, those that are not zero; what is below a second counts as one. */
function durationOf(ms: number, { duration }: PolicyWording): string {
  const whole = Math.max(1_000, Math.ceil(ms / 1_000) * 1_000);
  const parts: string[] = [];
  let rest = whole;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(duration(count, unit));
  }
  return parts.join(' ');
}

function feeWords(step: FeeStep, wording: PolicyWording, amount: (minor: Minor) => string): FeeWords {
  const { fromMinutes, basisPoints, fixed, cap } = step;
  return {
    ...(fromMinutes === 0 ? {} : { from: durationOf(fromMinutes * MINUTE_MS, wording) }),
    ...(basisPoints === 0 ? {} : { percent: `${basisPoints / 100} %` }),
    ...(fixed === 0 ? {} : { fixed: amount(fixed) }),
    ...(cap === null ? {} : { cap: amount(cap) }),
  };
}

function amountOf(minor: Minor, { wording, currency }: Pick<Telling, 'wording' | 'currency'>): string {
  return currency === undefined ? wording.minorUnits(minor) : formatMinor(minor, currency);
}
