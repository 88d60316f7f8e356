import { ageMinutesOf } from './order-age';
import { planBenefits } from './benefit-rules';
import { agreedTenderOrder } from './tender-order';
import { feeOf } from './fee';
import { giftSpentOf } from './gift-card';
import { leftOfCaptures, openlyAuthorized } from './refundable';
import { merchantsOf } from './order-merchants';
import type { Fault, Initiator } from './reasons';
import type { Minor } from './money';
import type { Order, OrderUnit } from './order';
import { planRefund } from './refund-plan';
import type { PlannedLeg } from './refund-leg';
import type { Policy, TenderOrder } from './policy';
import { policyOf } from './policy-snapshot';
import type { Quote, QuotedTender, QuotedUnit } from './quote';
import { sum } from './money';

export interface QuoteInputs {
  readonly order: Order;
  /** Those that are cancelled; none for an order without lines. */
  readonly units: readonly OrderUnit[];
  readonly policies: ReadonlyMap<string, Policy>;
  readonly fault: Fault;
  readonly now: Date;
  /** Only a customer is charged a fee; left out, it is one. */
  readonly initiator?: Initiator;
  /** Fees of this order's earlier cancellations, minor units: still in its captures, but the merchants' by now. */
  readonly feesKept?: Minor;
  /** A channel's days until the customer has it: [soonest, latest]. */
  readonly arrivalDays: (channel: string) => readonly [number, number];
  /** Are these days on which banks work? Left out: no channel's are. */
  readonly inBusinessDays?: (channel: string) => boolean;
}

/** What a cancellation that leaves nothing of its order, or something, returns: the units' lines and the two totals. */
interface Lines {
  readonly units: readonly QuotedUnit[];
  readonly goods: Minor;
  readonly shipping: Minor;
}

/**
 * What comes back. A part returns its units' goods, tax and, where the merchant's rule is PRORATED, shipping, as
 * stored with the order (R1, R4). What leaves nothing of the order returns all that is left of its payments,
 * whatever earlier parts did, so that no cent stays (the difference to its units is `adjustment`). Never more than
 * is left; less fees, and less what was spent of bought gift cards (S13). A fee is kept from captures only: what
 * is merely authorized is voided whole.
 */
export function quoteOrder(inputs: QuoteInputs): Quote {
  const whole = leavesNothing(inputs);
  const lines = quoteLines(inputs, whole);
  const kept = inputs.feesKept ?? 0;
  const captured = Math.max(0, leftOfCaptures(inputs.order) - kept);
  const left = captured + openlyAuthorized(inputs.order);
  const gross = whole ? left : Math.min(lines.goods + lines.shipping, left);
  const giftSpent = Math.min(sum(inputs.units.map(giftSpentOf)), gross, captured);
  const fee = Math.min(giftSpent + feeOfLines(inputs, lines), gross, captured);
  const plan = planRefund({
    order: inputs.order,
    refund: gross - fee,
    tenderOrder: tenderOrderOf(inputs),
    kept: kept + fee,
  });
  const refund = gross - fee - plan.missing;
  const benefits = planBenefits(inputs);
  return {
    currency: inputs.order.currency,
    whole,
    ...lines,
    adjustment: refund + fee - lines.goods - lines.shipping,
    fee,
    ...(giftSpent === 0 ? {} : { giftSpent }),
    refund,
    tenders: quoteTenders(plan.legs, inputs),
    ...(benefits.length === 0 ? {} : { benefits }),
  };
}

/** The tender order that these units' merchants agree on, else PROPORTIONAL. */
export function tenderOrderOf({ units, policies }: Pick<QuoteInputs, 'units' | 'policies'>): TenderOrder {
  return agreedTenderOrder(merchantsOf(units).map((merchantId) => policyOf(policies, merchantId)));
}

function leavesNothing({ order, units }: QuoteInputs): boolean {
  const selected = new Set(units.map(({ unitId }) => unitId));
  return order.units.every(({ unitId, state }) => state === 'CANCELLED' || selected.has(unitId));
}

function quoteLines({ units, policies }: QuoteInputs, whole: boolean): Lines {
  const quoted = units.map((unit): QuotedUnit => {
    const { unitId, lineId, merchantId } = unit;
    const shippingBack = whole || policyOf(policies, merchantId).shippingFee === 'PRORATED';
    return { unitId, lineId, merchantId, goods: unit.price + unit.tax, shipping: shippingBack ? unit.shipping : 0 };
  });
  return {
    units: quoted,
    goods: sum(quoted.map(({ goods }) => goods)),
    shipping: sum(quoted.map(({ shipping }) => shipping)),
  };
}

/** Each merchant's fee by its own policy on what comes back of its own units; an order without lines has no fee. */
function feeOfLines({ order, ...inputs }: QuoteInputs, { units }: Lines): Minor {
  if (units.length === 0 || (inputs.initiator ?? 'CUSTOMER') !== 'CUSTOMER') return 0;
  const ageMinutes = ageMinutesOf(order, inputs.now);
  return sum(
    merchantsOf(units).map((merchantId) => {
      const own = units.filter((unit) => unit.merchantId === merchantId);
      const spent = sum(inputs.units.filter((unit) => unit.merchantId === merchantId).map(giftSpentOf));
      const goods = sum(own.map((unit) => unit.goods + unit.shipping)) - spent;
      return feeOf({ policy: policyOf(inputs.policies, merchantId), fault: inputs.fault, ageMinutes, goods });
    }),
  );
}

function quoteTenders(
  legs: readonly PlannedLeg[],
  { arrivalDays, inBusinessDays }: Pick<QuoteInputs, 'arrivalDays' | 'inBusinessDays'>,
): QuotedTender[] {
  const quoted = new Map<string, QuotedTender>();
  for (const { kind, tenderId, channel, amount } of legs) {
    const key = `${kind} ${tenderId}`;
    const earlier = quoted.get(key)?.amount ?? 0;
    const business = inBusinessDays?.(channel) === true ? { inBusinessDays: true as const } : {};
    quoted.set(key, {
      tenderId,
      channel,
      kind,
      amount: earlier + amount,
      arrivalDays: arrivalDays(channel),
      ...business,
    });
  }
  return [...quoted.values()];
}
