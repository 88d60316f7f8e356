import type { Order, OrderUnit } from './order';
import type { Policy } from './policy';
import type { Selection } from './quote';
import { merchantsOf } from './order-merchants';
import { isGiftCardSpent } from './gift-card';
import { ageMinutesOf } from './order-age';
import { mayGive, type Initiator, type Reason } from './reasons';
import { policyOf } from './policy-snapshot';
import { refused, type Refusal } from './refusals';
import { isStatutory } from './statutory';
import { selectedUnits, shipmentStateOf } from './selection';

export interface EligibilityAsk {
  readonly order: Order;
  readonly selection: Selection;
  /** Merchant id to policy; `SHOP_ITSELF` for an order without lines. */
  readonly policies: ReadonlyMap<string, Policy>;
  readonly reason: Reason;
  readonly initiator: Initiator;
  readonly now: Date;
  /** The cancellation that is under way for this order, if one is. */
  readonly activeCancellationId?: string;
  /**
   * Requests of the customer's for this order that ended REJECTED, UPHELD or WITHDRAWN; left out:
   * none. Escalations are none of their own.
   */
  readonly endedRequests?: number;
  /** The right to be heard was opened in time, so window and cap are not counted again. */
  readonly escalation?: true;
}

/** The units that may be cancelled; none for an order without lines, which is cancelled whole. */
export interface Eligible {
  readonly outcome: 'allowed';
  readonly units: readonly OrderUnit[];
}

/**
 * May this be asked for? The first of these that holds is the answer: ORDER_ALREADY_CANCELLED, CANCELLATION_ACTIVE,
 * REASON_NOT_ALLOWED, ACCOUNT_BLOCKED (customers only), DISPUTE_OPEN, then what is wrong with the selection
 * (NOT_PART_CANCELLABLE of an order without lines, NOTHING_SELECTED, UNIT_UNKNOWN, UNIT_ALREADY_CANCELLED,
 * QUANTITY_TOO_GREAT), ORDER_NOT_CANCELLABLE, LINE_NOT_CANCELLABLE, GIFT_CARD_SPENT, ORDER_DELIVERED, ORDER_SHIPPED,
 * NOT_PART_CANCELLABLE, REQUEST_WINDOW_PASSED, REQUEST_CAP_REACHED (both for customers only, and not where they have a
 * statutory right). A label does not deny: the commit point is the carrier's scan (R17), and after it the policy says
 * whether to try to stop the parcel. Throws RangeError where a merchant's policy is missing.
 */
export function eligibility(ask: EligibilityAsk): Eligible | Refusal {
  const denial = denialOfOrder(ask);
  if (denial !== undefined) return denial;
  const units = selectedUnits(ask.order, ask.selection);
  if ('outcome' in units) return units;
  return denialOfUnits(ask, units) ?? denialOfPolicies(ask, units) ?? { outcome: 'allowed', units };
}

function denialOfOrder({ order, ...ask }: EligibilityAsk): Refusal | undefined {
  const isGone = order.units.length > 0 && order.units.every(({ state }) => state === 'CANCELLED');
  if (order.state === 'CANCELLED' || isGone) return refused('ORDER_ALREADY_CANCELLED');
  if (ask.activeCancellationId !== undefined) {
    return refused('CANCELLATION_ACTIVE', { cancellationId: ask.activeCancellationId });
  }
  if (order.state === 'CANCELLING' || order.units.some(({ state }) => state === 'HELD')) {
    return refused('CANCELLATION_ACTIVE');
  }
  if (!mayGive(ask.initiator, ask.reason)) return refused('REASON_NOT_ALLOWED', { reason: ask.reason });
  if (order.accountBlocked && ask.initiator === 'CUSTOMER') return refused('ACCOUNT_BLOCKED');
  const disputed = order.tenders
    .flatMap(({ captures }) => captures)
    .find((capture) => capture.disputed > 0 && capture.disputeOpen !== false);
  return disputed === undefined ? undefined : refused('DISPUTE_OPEN', { captureId: disputed.captureId });
}

function denialOfUnits({ order, policies }: EligibilityAsk, units: readonly OrderUnit[]): Refusal | undefined {
  const fixed = units.find(({ cancellable }) => !cancellable);
  if (fixed !== undefined) {
    const isAll = order.units.every(({ cancellable }) => !cancellable);
    return isAll ? refused('ORDER_NOT_CANCELLABLE') : refused('LINE_NOT_CANCELLABLE', { lineId: fixed.lineId });
  }
  const spent = units.find(isGiftCardSpent);
  if (spent !== undefined) return refused('GIFT_CARD_SPENT', { unitId: spent.unitId });
  const gone = units.map((unit) => ({ unit, state: shipmentStateOf(order, unit.unitId) }));
  const delivered = gone.find(({ state }) => state === 'DELIVERED');
  if (delivered !== undefined) return refused('ORDER_DELIVERED', { unitId: delivered.unit.unitId });
  const shipped = gone.find(
    ({ unit, state }) => state === 'IN_TRANSIT' && !policyOf(policies, unit.merchantId).interceptInTransit,
  );
  return shipped === undefined ? undefined : refused('ORDER_SHIPPED', { unitId: shipped.unit.unitId });
}

function denialOfPolicies(ask: EligibilityAsk, units: readonly OrderUnit[]): Refusal | undefined {
  const active = ask.order.units.filter(({ state }) => state === 'ACTIVE');
  const merchants = merchantsOf(units);
  const isPart = units.length < active.length;
  const whole = merchants.find((merchantId) => isPart && !policyOf(ask.policies, merchantId).partsCancellable);
  if (whole !== undefined) return refused('NOT_PART_CANCELLABLE', { merchantId: whole });
  if (ask.initiator !== 'CUSTOMER' || ask.escalation === true) return undefined;
  return denialOfCustomer(ask, merchants);
}

/** Limits of a merchant's own that bind customers alone, and none who withdraws by right. */
function denialOfCustomer(ask: EligibilityAsk, merchants: readonly string[]): Refusal | undefined {
  const age = ageMinutesOf(ask.order, ask.now);
  const bound = merchants
    .map((merchantId) => ({ merchantId, policy: policyOf(ask.policies, merchantId) }))
    .filter(({ policy }) => !isStatutory(policy, age));
  for (const { merchantId, policy } of bound) {
    const windowMinutes = policy.requestWindowMinutes;
    if (windowMinutes !== null && age > windowMinutes) {
      return refused('REQUEST_WINDOW_PASSED', { merchantId, windowMinutes });
    }
  }
  const requests = ask.endedRequests ?? 0;
  for (const { merchantId, policy } of bound) {
    const { maxRequests } = policy;
    if (maxRequests !== undefined && requests >= maxRequests) {
      return refused('REQUEST_CAP_REACHED', { merchantId, maxRequests, requests });
    }
  }
  return undefined;
}
