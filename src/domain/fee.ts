import type { Fault } from './reasons';
import type { FeeStep, Policy } from './policy';
import type { Minor } from './money';
import { insideGrace } from './order-age';
import { isStatutory } from './statutory';

/**
 * What a merchant keeps, minor units (R7), of a part whose units' refund is `goods` (goods, tax and the shipping that
 * comes back). Of the ladder's steps for this fault the one that began last is charged; of two that began together the
 * first. Nothing inside grace, where the customer has a right to withdraw, or where the fault is not the buyer's.
 * Percentages round down, in the customer's favor; a fee is never more than `goods`.
 */
export function feeOf(ask: {
  readonly policy: Policy;
  readonly fault: Fault;
  /** Age of the order when it was asked, minutes. */
  readonly ageMinutes: number;
  readonly goods: Minor;
}): Minor {
  if (ask.fault !== 'BUYER' || ask.goods <= 0) return 0;
  if (insideGrace(ask.policy, ask.ageMinutes) || isStatutory(ask.policy, ask.ageMinutes)) return 0;
  const step = stepAt(ask.policy.fees, ask.fault, ask.ageMinutes);
  if (step === undefined) return 0;
  const share = Number((BigInt(ask.goods) * BigInt(step.basisPoints)) / 10_000n);
  return Math.min(share + step.fixed, step.cap ?? Infinity, ask.goods);
}

function stepAt(fees: readonly FeeStep[], fault: Fault, ageMinutes: number): FeeStep | undefined {
  return fees
    .filter(({ fromMinutes, faults }) => fromMinutes <= ageMinutes && faults.includes(fault))
    .reduce<FeeStep | undefined>(
      (latest, step) => (latest === undefined || step.fromMinutes > latest.fromMinutes ? step : latest),
      undefined,
    );
}
