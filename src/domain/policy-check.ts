import type { BenefitPolicy } from './benefits';
import type { FeeStep, Policy } from './policy';

/** What is wrong with one field of a policy. */
export interface PolicyProblem {
  readonly field: string;
  readonly code: 'NOT_WHOLE' | 'NEGATIVE' | 'ZERO' | 'TOO_GREAT' | 'UNKNOWN_VALUE' | 'NOT_BOOLEAN' | 'EMPTY';
}

const CHOICES = {
  onTimeout: ['APPROVE', 'REJECT', 'ESCALATE'],
  onNotStopped: ['END', 'AWAIT_RETURN', 'NEEDS_HUMAN'],
  shippingFee: ['NONE', 'PRORATED'],
  tenderOrder: ['PROPORTIONAL', 'GIFT_FIRST', 'CARD_FIRST', 'REVERSE_OF_PAYMENT'],
  stock: ['RELEASE', 'RETURN_TO_SHELF', 'WRITE_OFF'],
} as const;
const SWITCHES = ['approvalNeeded', 'businessHoursOnly', 'interceptInTransit', 'partsCancellable'] as const;
/** Days. */
const LONGEST_EXTENSION = 3_660;
/** Minutes: a week. */
const LONGEST_DEADLINE_EXTENSION = 10_080;
/** Days. */
const LONGEST_STATUTORY = 60;
const ARBITRATION_TIMEOUTS: readonly string[] = ['NEEDS_HUMAN', 'APPROVED', 'UPHELD'];
const FAULTS: readonly string[] = ['BUYER', 'SELLER', 'PLATFORM', 'CARRIER', 'FORCE_MAJEURE'];

/** All that is wrong with a policy; empty when it holds. */
export function validatePolicy(policy: Policy): readonly PolicyProblem[] {
  return [
    ...(policy.policyId === '' ? [{ field: 'policyId', code: 'EMPTY' } as const] : []),
    ...positive('version', policy.version),
    ...(policy.requestWindowMinutes === null ? [] : whole('requestWindowMinutes', policy.requestWindowMinutes)),
    ...whole('graceMinutes', policy.graceMinutes),
    ...positive('decisionMs', policy.decisionMs),
    ...positive('returnMs', policy.returnMs),
    ...unknownChoices(policy),
    ...SWITCHES.filter((field) => typeof policy[field] !== 'boolean').map((field): PolicyProblem => ({
      field,
      code: 'NOT_BOOLEAN',
    })),
    ...policy.fees.flatMap(feeProblems),
    ...(policy.benefits === undefined ? [] : benefitProblems(policy.benefits)),
    ...rightsProblems(policy),
    ...whole('offerMs', policy.offerMs ?? 0),
    ...whole('extensionMinutes', policy.extensionMinutes ?? 0),
    ...((policy.extensionMinutes ?? 0) > LONGEST_DEADLINE_EXTENSION
      ? [{ field: 'extensionMinutes', code: 'TOO_GREAT' } as const]
      : []),
  ];
}

/** What a customer may do against a merchant's no, or without asking him: all of it optional. */
function rightsProblems(policy: Policy): PolicyProblem[] {
  const { arbitrationMs, onArbitrationTimeout, escalationWindowMinutes, statutoryWithdrawalDays, maxRequests } = policy;
  return [
    ...(arbitrationMs === undefined ? [] : positive('arbitrationMs', arbitrationMs)),
    ...(onArbitrationTimeout === undefined || ARBITRATION_TIMEOUTS.includes(onArbitrationTimeout)
      ? []
      : [{ field: 'onArbitrationTimeout', code: 'UNKNOWN_VALUE' } as const]),
    ...whole('escalationWindowMinutes', escalationWindowMinutes ?? 0),
    ...whole('statutoryWithdrawalDays', statutoryWithdrawalDays ?? 0),
    ...((statutoryWithdrawalDays ?? 0) > LONGEST_STATUTORY
      ? [{ field: 'statutoryWithdrawalDays', code: 'TOO_GREAT' } as const]
      : []),
    ...(maxRequests === undefined ? [] : positive('maxRequests', maxRequests)),
  ];
}

function unknownChoices(policy: Policy): PolicyProblem[] {
  const fields = Object.keys(CHOICES) as (keyof typeof CHOICES)[];
  return fields
    .filter((field) => !(CHOICES[field] as readonly string[]).includes(policy[field]))
    .map((field) => ({ field, code: 'UNKNOWN_VALUE' }));
}

function feeProblems(step: FeeStep, index: number): PolicyProblem[] {
  const at = `fees[${index}]`;
  return [
    ...whole(`${at}.fromMinutes`, step.fromMinutes),
    ...whole(`${at}.basisPoints`, step.basisPoints),
    ...(step.basisPoints > 10_000 ? [{ field: `${at}.basisPoints`, code: 'TOO_GREAT' } as const] : []),
    ...whole(`${at}.fixed`, step.fixed),
    ...(step.cap === null ? [] : whole(`${at}.cap`, step.cap)),
    ...(step.faults.every((fault) => FAULTS.includes(fault))
      ? []
      : [{ field: `${at}.faults`, code: 'UNKNOWN_VALUE' } as const]),
  ];
}

const BENEFIT_CHOICES = {
  coupons: ['RETURN', 'KEEP'],
  pointsSpent: ['RETURN', 'KEEP'],
  pointsEarned: ['CLAW_BACK', 'KEEP'],
} as const;

function benefitProblems(benefits: BenefitPolicy): PolicyProblem[] {
  const fields = Object.keys(BENEFIT_CHOICES) as (keyof typeof BENEFIT_CHOICES)[];
  return [
    ...fields
      .filter((field) => !(BENEFIT_CHOICES[field] as readonly string[]).includes(benefits[field]))
      .map((field): PolicyProblem => ({ field: `benefits.${field}`, code: 'UNKNOWN_VALUE' })),
    ...whole('benefits.extendDays', benefits.extendDays),
    ...(benefits.extendDays > LONGEST_EXTENSION ? [{ field: 'benefits.extendDays', code: 'TOO_GREAT' } as const] : []),
  ];
}

function whole(field: string, value: number): PolicyProblem[] {
  if (!Number.isSafeInteger(value)) return [{ field, code: 'NOT_WHOLE' }];
  return value < 0 ? [{ field, code: 'NEGATIVE' }] : [];
}

function positive(field: string, value: number): PolicyProblem[] {
  return value === 0 ? [{ field, code: 'ZERO' }] : whole(field, value);
}
