import { allocate } from './allocation';
import { DEFAULT_BENEFIT_POLICY } from './benefits';
import type { BenefitMove, BenefitMovement, BenefitPolicy, OrderBenefit } from './benefits';
import type { Order, OrderUnit } from './order';
import { merchantsOf } from './order-merchants';
import type { Policy } from './policy';
import type { Fault } from './reasons';

export interface BenefitAsk {
  readonly order: Pick<Order, 'units' | 'benefits' | 'placedAt'>;
  /** Those that are cancelled now; none for an order without lines. */
  readonly units: readonly Pick<OrderUnit, 'unitId' | 'merchantId'>[];
  readonly policies: ReadonlyMap<string, Policy>;
  readonly fault: Fault;
  readonly now: Date;
}

const DAY_MS = 24 * 3_600_000;

/**
 * What becomes of an order's coupons and points when these units are cancelled (R21, R22). A coupon moves once, with
 * the last unit that it was used for; points move with their units, so that over any series of cancellations each point
 * moves once. What was moved before is not moved again. KEEP holds only where the fault is the buyer's (R8).
 */
export function planBenefits(ask: BenefitAsk): BenefitMovement[] {
  const cancelled = new Set(ask.units.map(({ unitId }) => unitId));
  const isGone = ({ unitId, state }: OrderUnit) => state === 'CANCELLED' || cancelled.has(unitId);
  return (ask.order.benefits ?? []).flatMap((benefit) => {
    const due = dueOf(benefit, ask.order.units, isGone) - benefit.moved;
    return due <= 0 ? [] : movementsOf(benefit, due, ask);
  });
}

/**
 * How much of a benefit must have moved once these units are gone: of points the shares of their units (largest
 * remainder over all units that they belong to, by price, so that a unit's share never changes), of a coupon all or
 * nothing. Of an order without lines, all.
 */
export function dueOf(
  { kind, amount, merchantId }: Pick<OrderBenefit, 'kind' | 'amount' | 'merchantId'>,
  units: readonly OrderUnit[],
  isGone: (unit: OrderUnit) => boolean,
): number {
  const own = units.filter((unit) => merchantId === undefined || unit.merchantId === merchantId);
  const scope = own.length === 0 ? units : own;
  if (scope.every(isGone)) return amount;
  if (kind === 'COUPON' || kind === 'GIFT_COUPON') return 0;
  const shares = allocate(
    amount,
    scope.map(({ price }) => price),
  );
  return scope.reduce((due, unit, index) => due + (isGone(unit) ? (shares[index] ?? 0) : 0), 0);
}

function movementsOf(benefit: OrderBenefit, due: number, ask: BenefitAsk): BenefitMovement[] {
  const policy = benefitPolicyFor(benefit, ask);
  const move = (movement: BenefitMove, amount: number): BenefitMovement => {
    const { benefitId, kind } = benefit;
    return { benefitId, kind, movement, amount };
  };
  if (benefit.kind === 'POINTS_EARNED' || benefit.kind === 'GIFT_COUPON') {
    if (policy.pointsEarned === 'KEEP') return [move('KEPT', due)];
    const there = Math.min(due, Math.max(0, benefit.remaining ?? due));
    return [...(there > 0 ? [move('CLAWED_BACK', there)] : []), ...(due > there ? [move('DEBT', due - there)] : [])];
  }
  const rule = benefit.kind === 'COUPON' ? policy.coupons : policy.pointsSpent;
  if (rule === 'KEEP' && ask.fault === 'BUYER') return [move('KEPT', due)];
  const expiresAt = expiryOf(benefit, policy, ask);
  return [{ ...move('RETURNED', due), ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }) }];
}

function expiryOf({ expiresAt }: OrderBenefit, { extendDays }: BenefitPolicy, ask: BenefitAsk): Date | undefined {
  if (expiresAt === undefined) return undefined;
  const lapsedInUse = expiresAt >= ask.order.placedAt && expiresAt <= ask.now;
  return lapsedInUse && extendDays > 0 ? new Date(ask.now.getTime() + extendDays * DAY_MS) : expiresAt;
}

/**
 * The merchant's own rules; for what is the shop's those of all merchants of these units, in
 * the customer's favor where they differ.
 */
function benefitPolicyFor({ merchantId }: OrderBenefit, { units, policies }: BenefitAsk): BenefitPolicy {
  const own = merchantId === undefined ? undefined : policies.get(merchantId);
  if (own !== undefined) return own.benefits ?? DEFAULT_BENEFIT_POLICY;
  const all = merchantsOf(units).map((id) => policies.get(id)?.benefits ?? DEFAULT_BENEFIT_POLICY);
  return {
    coupons: all.every(({ coupons }) => coupons === 'KEEP') ? 'KEEP' : 'RETURN',
    extendDays: Math.max(...all.map(({ extendDays }) => extendDays)),
    pointsSpent: all.every(({ pointsSpent }) => pointsSpent === 'KEEP') ? 'KEEP' : 'RETURN',
    pointsEarned: all.every(({ pointsEarned }) => pointsEarned === 'CLAW_BACK') ? 'CLAW_BACK' : 'KEEP',
  };
}
