import type { NotStoppedOutcome } from '../../domain/policy';
import { leftOfCaptures, openlyAuthorized } from '../../domain/refundable';
import { planRefund, type RefundPlan } from '../../domain/refund-plan';
import type { PlannedLeg } from '../../domain/refund-leg';
import { sum, type Minor } from '../../domain/money';
import type { Order, OrderUnit, Shipment } from '../../domain/order';
import type { StockRule } from '../../domain/policy';
import { policyOf } from '../../domain/policy-snapshot';
import type { QuoteInputs } from '../../domain/quote-order';
import { tenderOrderOf } from '../../domain/quote-order';
import type { Quote } from '../../domain/quote';
import { restockOf } from '../../domain/restock-plan';
import { restrictQuote, type RestrictedQuote } from '../../domain/restrict-quote';
import type { Parcel } from '../../ports/cancellation-book';
import type { CancellationRow, PartState } from './tables/cancellations';

/** What the commit is decided by, read under the order's lock. */
export interface CommitFacts {
  readonly cancellation: CancellationRow;
  readonly order: Order;
  /** Fees of earlier cancellations of this order, minor units. */
  readonly feesKept: Minor;
  readonly parts: readonly {
    readonly merchantId: string;
    readonly state: PartState;
    readonly onNotStopped: NotStoppedOutcome;
    /** The merchant's own choice of what becomes of its units' stock; null: the policy's rule. */
    readonly restock: StockRule | null;
  }[];
  /** The units that the cancellation still holds. */
  readonly held: readonly { readonly unitId: string; readonly merchantId: string }[];
}

export interface RestockedUnit extends Pick<OrderUnit, 'unitId' | 'sku' | 'location'> {
  readonly cause: StockRule;
}

export interface CommitPlan {
  readonly whole: boolean;
  /** What the legs return, minor units. */
  readonly refund: Minor;
  /** What the merchants keep, minor units. */
  readonly fee: Minor;
  /** Of the fee: what had been spent of bought gift cards, minor units. */
  readonly giftSpent: Minor;
  readonly legs: readonly PlannedLeg[];
  readonly cancelled: readonly RestockedUnit[];
  readonly released: readonly string[];
  readonly changes: RestrictedQuote['changes'];
  readonly missing: Minor;
  /** What stays on the payments and is the shop's, minor units: fees, and what is not cancelled. */
  readonly mayKeep: Minor;
  readonly missingCause?: NonNullable<RefundPlan['missingCause']>;
}

/** The held units of approved parts. */
export function approvedUnits({ parts, held }: Pick<CommitFacts, 'parts' | 'held'>): string[] {
  const approved = new Set(parts.filter(({ state }) => state === 'APPROVED').map(({ merchantId }) => merchantId));
  return held.filter(({ merchantId }) => approved.has(merchantId)).map(({ unitId }) => unitId);
}

/** Parcels with approved units that are neither stopped nor back: their units can't be cancelled yet. */
export function openParcels({ order, parts, held }: CommitFacts): Parcel[] {
  const approved = new Set(approvedUnits({ parts, held }));
  const open = order.shipments.filter(({ state }) => state !== 'STOPPED' && state !== 'RETURNED');
  return open.flatMap(({ shipmentId, unitIds }) => {
    const inside = held.find(({ unitId }) => approved.has(unitId) && unitIds.includes(unitId));
    const part = parts.find(({ merchantId }) => merchantId === inside?.merchantId);
    return part === undefined ? [] : [{ shipmentId, merchantId: part.merchantId, onNotStopped: part.onNotStopped }];
  });
}

/**
 * What the approved units return: by the frozen quote and the same policies, restricted to them (they get no less than
 * their quoted lines), never more than is left of the payments by now.
 */
export function planCommit(facts: CommitFacts): CommitPlan {
  const { cancellation, order, feesKept, held } = facts;
  const inputs = quoteInputs(facts);
  const approved = approvedUnits(facts);
  const { quote, changes } = restrictQuote(inputs, cancellation.quote, approved);
  const available = Math.max(0, leftOfCaptures(order) - feesKept) + openlyAuthorized(order);
  const units = inputs.units.filter(({ unitId }) => approved.includes(unitId));
  const tenderOrder = tenderOrderOf({ units, policies: inputs.policies });
  // A whole order gives back all but the fee: what came in since the quote too, so that no cent stays.
  const owed = quote.whole ? Math.max(quote.refund, available - quote.fee) : quote.refund;
  const asked = Math.min(owed, available);
  const plan = planRefund({ order, refund: asked, tenderOrder, kept: feesKept });
  const refunded = sum(plan.legs.filter(({ kind }) => kind !== 'void').map(({ amount }) => amount));
  const fee = Math.max(0, Math.min(quote.fee, leftOfCaptures(order) - feesKept - refunded));
  return {
    whole: quote.whole,
    refund: asked - plan.missing,
    fee,
    giftSpent: Math.min(quote.giftSpent ?? 0, fee),
    legs: plan.legs,
    cancelled: units.map((unit) => restocked(unit, stockRuleOf(unit, inputs, facts), order.shipments)),
    released: held.filter(({ unitId }) => !approved.includes(unitId)).map(({ unitId }) => unitId),
    changes,
    missing: owed - asked + plan.missing,
    mayKeep: mayKeep(order, quote, { legs: plan.legs, fee }),
    ...(plan.missingCause === undefined ? {} : { missingCause: plan.missingCause }),
  };
}

/**
 * What the shop may keep of what is left on the payments. What cancelled units should have returned, and is merely
 * authorized, is not: the shop captures less instead.
 */
function mayKeep(
  order: Order,
  { whole, goods, shipping }: Pick<Quote, 'whole' | 'goods' | 'shipping'>,
  { legs, fee }: Pick<CommitPlan, 'legs' | 'fee'>,
): Minor {
  const returned = sum(legs.map(({ amount }) => amount));
  const voided = sum(legs.filter(({ kind }) => kind === 'void').map(({ amount }) => amount));
  const notReturned = whole ? 0 : Math.max(0, goods + shipping - fee - returned);
  const authorized = openlyAuthorized(order);
  return leftOfCaptures(order) + authorized - returned - Math.min(notReturned, authorized - voided);
}

/** Those of the frozen quote: its units, policies and clock, so that only what was approved makes a difference. */
function quoteInputs({ cancellation, order, feesKept }: CommitFacts): QuoteInputs {
  const quoted = new Set(cancellation.quote.units.map(({ unitId }) => unitId));
  const days = new Map(cancellation.quote.tenders.map(({ channel, arrivalDays }) => [channel, arrivalDays]));
  return {
    order,
    units: order.units.filter(({ unitId }) => quoted.has(unitId)),
    policies: new Map(Object.entries(cancellation.policies)),
    fault: cancellation.fault,
    initiator: cancellation.initiator,
    now: cancellation.requested_at,
    feesKept,
    arrivalDays: (channel) => days.get(channel) ?? [0, 0],
  };
}

/** The merchant's choice goes before its policy. */
function stockRuleOf({ merchantId }: OrderUnit, inputs: QuoteInputs, { parts }: CommitFacts): StockRule {
  const chosen = parts.find((part) => part.merchantId === merchantId)?.restock;
  return chosen ?? policyOf(inputs.policies, merchantId).stock;
}

function restocked(unit: OrderUnit, stock: StockRule, shipments: readonly Shipment[]): RestockedUnit {
  const { unitId, sku, location } = unit;
  const parcel = shipments.find(({ unitIds }) => unitIds.includes(unitId));
  return { unitId, sku, location, cause: restockOf(unit, { stock }, parcel) };
}
