/**
 * What an order used or gave beside money. COUPON: used on it, once. POINTS_SPENT: paid with. POINTS_EARNED and
 * GIFT_COUPON: given for it.
 */
export type BenefitKind = 'COUPON' | 'POINTS_SPENT' | 'POINTS_EARNED' | 'GIFT_COUPON';

/** As the shop knows it. Points have no currency and are no tender: what they paid is a discount of the lines. */
export interface Benefit {
  readonly benefitId: string;
  readonly kind: BenefitKind;
  /** Points; 1 for a coupon. */
  readonly amount: number;
  /** Whose it is; left out: the shop's, of the whole order. */
  readonly merchantId?: string;
  readonly expiresAt?: Date;
  /** What the customer still has of what was earned; left out: all of it, as far as anybody knows. */
  readonly remaining?: number;
}

/** With what cancellations have done with it so far. */
export interface OrderBenefit extends Benefit {
  /** Returned, kept, clawed back or turned to debt, together. */
  readonly moved: number;
}

/** DEBT: clawed back although the customer has spent it. KEPT: it stays as it is, by policy. */
export type BenefitMove = 'RETURNED' | 'KEPT' | 'CLAWED_BACK' | 'DEBT';

export interface BenefitMovement {
  readonly benefitId: string;
  readonly kind: BenefitKind;
  readonly movement: BenefitMove;
  /** Points; 1 for a coupon. Above zero. */
  readonly amount: number;
  /** Until when a returned one is good, ISO 8601; left out where it never expires. */
  readonly expiresAt?: string;
}

/** A merchant's rules for them. */
export interface BenefitPolicy {
  readonly coupons: 'RETURN' | 'KEEP';
  /**
   * A coupon or points that lapsed while they were in use are good for so many days
   * from their return; 0: they stay lapsed.
   */
  readonly extendDays: number;
  readonly pointsSpent: 'RETURN' | 'KEEP';
  /** Earned points and gift coupons. */
  readonly pointsEarned: 'CLAW_BACK' | 'KEEP';
}

/** What holds where a policy says nothing of benefits. */
export const DEFAULT_BENEFIT_POLICY: BenefitPolicy = {
  coupons: 'RETURN',
  extendDays: 0,
  pointsSpent: 'RETURN',
  pointsEarned: 'CLAW_BACK',
};
