import type { BenefitPolicy } from '../benefits';
import type {
  ArbitrationTimeout,
  FeeStep,
  NotStoppedOutcome,
  Policy,
  StockRule,
  TenderOrder,
  TimeoutOutcome,
} from '../policy';

export type DurationUnit = 'day' | 'hour' | 'minute' | 'second';

/** Before and after which words a fee is said: all in text, ready to print. */
export interface FeeWords {
  /** From this age of the order on; absent: from the beginning. */
  readonly from?: string;
  /** `10 %`; absent: none. */
  readonly percent?: string;
  readonly fixed?: string;
  readonly cap?: string;
}

/** One language's sentences of a policy. Durations and amounts come ready to print. */
export interface PolicyWording {
  readonly duration: (count: number, unit: DurationUnit) => string;
  /** An amount of a currency that is not known. */
  readonly minorUnits: (amount: number) => string;
  readonly statutory: (within: string) => string;
  readonly requestWindow: (within: string | undefined) => string;
  readonly grace: (within: string) => string;
  readonly approval: (isNeeded: boolean) => string;
  readonly decision: (within: string, businessHoursOnly: boolean) => string;
  readonly onTimeout: Readonly<Record<TimeoutOutcome, string>>;
  readonly extension: (by: string) => string;
  readonly offer: (within: string) => string;
  readonly escalation: (within: string | undefined) => string;
  readonly arbitration: (within: string) => string;
  readonly onArbitrationTimeout: Readonly<Record<ArbitrationTimeout, string>>;
  readonly maxRequests: (count: number) => string;
  readonly parts: (areCancellable: boolean) => string;
  readonly intercept: (inTransit: boolean) => string;
  readonly onNotStopped: Readonly<Record<NotStoppedOutcome, string>>;
  readonly comesBackWithin: (within: string) => string;
  readonly shippingFee: Readonly<Record<Policy['shippingFee'], string>>;
  readonly tenderOrder: Readonly<Record<TenderOrder, string>>;
  readonly stock: Readonly<Record<StockRule, string>>;
  readonly noFee: string;
  readonly fee: (step: FeeWords) => string;
  readonly coupons: Readonly<Record<BenefitPolicy['coupons'], string>>;
  readonly pointsSpent: Readonly<Record<BenefitPolicy['pointsSpent'], string>>;
  readonly pointsEarned: Readonly<Record<BenefitPolicy['pointsEarned'], string>>;
  readonly extendDays: (days: string) => string;
}

/** Does a step of the ladder ever charge anything? A fee is the buyer's fault's alone. */
export function charges({ faults, basisPoints, fixed, cap }: FeeStep): boolean {
  return faults.includes('BUYER') && cap !== 0 && (basisPoints > 0 || fixed > 0);
}
