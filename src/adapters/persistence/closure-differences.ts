import { isFinal } from '../../domain/cancellation-progress';
import { sum, type Minor } from '../../domain/money';
import { RELEASING_STATES, type LegState } from '../../domain/refund-leg';
import type { ClosureFacts, LegFact, RepairFact } from './closure-facts';
import type { CancellationRow } from './tables/cancellations';

type Closing = Pick<CancellationRow, 'cancellation_id' | 'refund' | 'connected' | 'shop_closed_at'>;

/**
 * What speaks against a closure, each as `CODE` or `CODE:id`; none: it is proven. Every leg is final and as planned,
 * every capture counts what its legs took, an order that is wholly cancelled has given all back but fees, what others
 * took and lost disputes, the ledger is even, every cancelled unit's stock moved once, every parcel is stopped or back.
 */
export function differencesOf(closing: Closing, facts: ClosureFacts): string[] {
  return [
    ...legDifferences(closing, facts),
    ...repairDifferences(closing, facts),
    ...captureDifferences(facts),
    ...wholeOrderDifferences(closing, facts),
    ...ledgerDifferences(closing, facts),
    ...unitDifferences(facts),
    ...(closing.connected && closing.shop_closed_at === null ? ['SHOP_NOT_CLOSED'] : []),
  ];
}

const PAID: readonly LegState[] = ['SUCCEEDED', 'MANUAL'];

/** The money is with the customer: it arrived, and did not come back. */
function isPaid({ state, lateNews }: LegFact): boolean {
  return PAID.includes(state) && lateNews !== 'RETURNED';
}

/** Came back and goes another way by now. */
function isRerouted({ lateNews, replacedBy }: LegFact): boolean {
  return lateNews === 'RETURNED' && replacedBy !== null;
}

/**
 * A leg that holds its amount on its capture: all but those that are proven to have moved
 * nothing, or whose money is with us again.
 */
function isHolding({ state, reversed }: LegFact): boolean {
  return !(RELEASING_STATES as readonly LegState[]).includes(state) && !reversed;
}

function total(legs: readonly LegFact[]): Minor {
  return sum(legs.map(({ amount }) => amount));
}

/** What was paid on top of the cancellation's refund, because it came in too late. */
function lateMoneyOf({ repairs }: ClosureFacts): Minor {
  return sum(repairs.filter(({ kind, begun }) => kind === 'LATE_MONEY' && begun).map(({ amount }) => amount));
}

/** An open repair speaks against a closure until its money has gone the way that it has to. */
function repairDifferences({ cancellation_id }: Closing, { repairs, legs }: ClosureFacts): string[] {
  const own = legs.filter(({ cancellationId }) => cancellationId === cancellation_id);
  const isDone = ({ subject, kind, begun }: RepairFact): boolean => {
    if (!begun) return false;
    if (kind === 'LATE_MONEY') return own.some((leg) => leg.captureId === subject && leg.purpose === 'REPAIR');
    return own.some((leg) => leg.legId === subject && isRerouted(leg));
  };
  return repairs
    .filter((repair) => repair.open && (!isDone(repair) || own.some((leg) => leg.replacedBy === null && !isPaid(leg))))
    .map(({ subject }) => `REPAIR_OPEN:${subject}`);
}

function legDifferences(closing: Closing, facts: ClosureFacts): string[] {
  const { cancellation_id, refund } = closing;
  const { legs } = facts;
  const own = legs.filter(({ cancellationId }) => cancellationId === cancellation_id);
  const open = own.filter(
    ({ state, replacedBy }) => !isFinal([{ state, ...(replacedBy === null ? {} : { replacedBy }) }]),
  );
  return [
    ...open.map(({ legId }) => `LEG_NOT_FINAL:${legId}`),
    ...own
      .filter((leg) => leg.lateNews !== null && !isRerouted(leg))
      .map(({ legId, lateNews }) => `LEG_${String(lateNews)}:${legId}`),
    ...(open.length === 0 && total(own.filter(isPaid)) !== refund + lateMoneyOf(facts)
      ? ['REFUND_NOT_AS_PLANNED']
      : []),
  ];
}

/** A payment by hand left the capture untouched, once the leg it replaces was proven failed. */
function captureDifferences({ captures, legs }: ClosureFacts): string[] {
  return captures.flatMap(({ captureId, amount, committed, external, disputed, overdrawn }) => {
    const held = legs.filter((leg) => leg.captureId === captureId && isHolding(leg));
    return [
      ...(total(held) === committed ? [] : [`CAPTURE_COUNTER:${captureId}`]),
      ...(overdrawn > 0 || committed + external + disputed > amount ? [`CAPTURE_OVERDRAWN:${captureId}`] : []),
    ];
  });
}

/**
 * Own legs count once paid; those of the order's other cancellations as they were planned, since each of
 * these proves its own. Disputes count as lost: an open one keeps a cancellation from being asked for, and
 * one that is won gives its amount back.
 */
function wholeOrderDifferences({ cancellation_id }: Closing, facts: ClosureFacts): string[] {
  const { captures, legs, feesKept, someUnitLeft, openAuthorizations } = facts;
  if (someUnitLeft) return [];
  const defined = captures.filter(({ undefinedKind }) => !undefinedKind);
  const counted = legs.filter((leg) =>
    leg.cancellationId === cancellation_id ? isPaid(leg) : leg.replacedBy === null,
  );
  const refunded = total(counted.filter(({ kind }) => kind !== 'void'));
  const taken = sum(defined.map(({ external, disputed }) => external + disputed));
  const captured = sum(defined.map(({ amount }) => amount));
  return [
    ...(refunded + feesKept + taken === captured ? [] : ['ORDER_NOT_EVEN']),
    ...openAuthorizations.map((authorizationId) => `AUTHORIZATION_OPEN:${authorizationId}`),
  ];
}

function ledgerDifferences({ cancellation_id, refund }: Closing, facts: ClosureFacts): string[] {
  const { ledger, unbalanced, legs, repairs } = facts;
  const own = legs.filter(({ cancellationId }) => cancellationId === cancellation_id);
  const by = (state: LegState): Minor => total(own.filter((leg) => leg.state === state));
  // `|| 0`: a negated zero is another value than zero.
  const expected = {
    sales_reversed: refund,
    payable_to_customer: 0,
    refunds_in_transit: 0,
    paid_back: -by('SUCCEEDED') || 0,
    paid_back_by_hand: -by('MANUAL') || 0,
    returned_to_us: sum(repairs.filter(({ kind, begun }) => kind === 'RETURNED' && begun).map(({ amount }) => amount)),
    money_after_cancellation: lateMoneyOf(facts),
  } as const;
  const accounts = Object.keys(expected) as (keyof typeof expected)[];
  return [
    ...unbalanced.map((transactionId) => `LEDGER_NOT_ZERO:${transactionId}`),
    ...accounts
      .filter((account) => (ledger[account] ?? 0) !== expected[account])
      .map((account) => `LEDGER_${account.toUpperCase()}`),
  ];
}

function unitDifferences({ units }: ClosureFacts): string[] {
  return units.flatMap(({ unitId, state, unitState, isOurs, movements, shipmentId, parcel }) => {
    if (state === 'HELD') return [`UNIT_STILL_HELD:${unitId}`];
    if (state === 'RELEASED') return movements.length === 0 ? [] : [`STOCK_MOVED:${unitId}`];
    const isParcelDone = parcel === null || parcel === 'STOPPED' || parcel === 'RETURNED';
    return [
      ...(unitState === 'CANCELLED' && isOurs ? [] : [`UNIT_NOT_CANCELLED:${unitId}`]),
      ...(movements.length === 1 ? [] : [`STOCK_NOT_MOVED_ONCE:${unitId}`]),
      ...(isParcelDone ? [] : [`PARCEL_NOT_STOPPED:${String(shipmentId)}`]),
    ];
  });
}
