import type { OrderBenefit } from './benefits';
import type { Minor } from './money';

/**
 * Where a unit stands. HELD while a cancellation that covers it is being decided, CANCELLED for ever after its commit.
 */
export type UnitState = 'ACTIVE' | 'HELD' | 'CANCELLED';

/**
 * What the order book says of the whole order. The refund state is told beside it, never left out: see `OrderReading`.
 */
export type OrderState = 'OPEN' | 'CANCELLING' | 'PARTIALLY_CANCELLED' | 'CANCELLED';

/** An order never reads "cancelled" without one of these. */
export type RefundState = 'NONE' | 'IN_PROGRESS' | 'COMPLETED' | 'NEEDS_ATTENTION';

export interface OrderReading {
  readonly state: OrderState;
  readonly refund: RefundState;
}

export interface OrderLine {
  readonly lineId: string;
  readonly merchantId: string;
  readonly sku: string;
  readonly location: string;
  readonly quantity: number;
  /** Price of one unit before discount, minor units. */
  readonly unitPrice: Minor;
  /** Discount on the whole line, minor units, never negative. */
  readonly discount: Minor;
  /** Tax on the whole line that is not already in the price, minor units. */
  readonly tax: Minor;
  /** Shipping fee charged for this line, minor units. Order-level shipping is `Order.shippingFee`. */
  readonly shipping: Minor;
  /** False for what can never be cancelled, such as a made-to-measure item. */
  readonly cancellable: boolean;
  /** A gift card that the customer bought: the balance behind it. */
  readonly giftBalanceId?: string;
  /** What a person would call it. */
  readonly title?: string;
}

/**
 * One piece of one line, with its stored share of every order-level amount (R1:
 * allocated once, when the order comes in).
 */
export interface OrderUnit {
  readonly unitId: string;
  readonly lineId: string;
  readonly merchantId: string;
  readonly sku: string;
  readonly location: string;
  readonly state: UnitState;
  readonly cancellable: boolean;
  /** Price after discount, minor units. */
  readonly price: Minor;
  readonly tax: Minor;
  readonly shipping: Minor;
  readonly giftBalanceId?: string;
  /** What is left on that card, minor units; absent where our books don't know it. */
  readonly giftLeft?: Minor;
  /** What a person would call it; absent where the shop has not said. */
  readonly title?: string;
}

/**
 * CARD and WALLET are paid through a provider; GIFT_CARD and STORE_CREDIT by a balance
 * of the shop's; UNDEFINED makes no leg.
 */
export type TenderKind = 'CARD' | 'WALLET' | 'BANK_TRANSFER' | 'GIFT_CARD' | 'STORE_CREDIT' | 'UNDEFINED';

export interface Capture {
  readonly captureId: string;
  /** Captured, minor units. */
  readonly amount: Minor;
  /** Held by refund legs that are neither proven failed nor closed, minor units. */
  readonly committed: Minor;
  /** Refunded outside Rescind, minor units. */
  readonly external: Minor;
  /** In open or lost disputes, minor units. */
  readonly disputed: Minor;
  /** False once every dispute on it has ended; left out, what is disputed counts as open. */
  readonly disputeOpen?: boolean;
  readonly capturedAt: Date;
}

export interface Authorization {
  readonly authorizationId: string;
  /** Authorized and neither captured nor voided, minor units. */
  readonly amount: Minor;
  /** CAPTURING: its capture is under way, so neither a void nor a refund is right yet. */
  readonly state: 'OPEN' | 'CAPTURING' | 'VOIDED' | 'CAPTURED';
}

/** One means of payment applied to the order. `sequence` is the order in which they paid, from 1. */
export interface Tender {
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly channel: string;
  readonly currency: string;
  readonly sequence: number;
  readonly captures: readonly Capture[];
  readonly authorizations: readonly Authorization[];
}

/** LABELED: not handed over yet. IN_TRANSIT: the carrier has scanned it (R17: the commit point). */
export type ShipmentState = 'LABELED' | 'IN_TRANSIT' | 'DELIVERED' | 'STOPPED' | 'RETURNED';

export interface Shipment {
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingRef: string;
  readonly state: ShipmentState;
  readonly unitIds: readonly string[];
}

export interface Order {
  readonly shopId: string;
  readonly orderId: string;
  /** The shop's own version of the order; an older one is refused. */
  readonly version: number;
  readonly currency: string;
  readonly placedAt: Date;
  readonly state: OrderState;
  readonly refund: RefundState;
  /** Set while the customer's account is blocked from cancelling (fraud review). */
  readonly accountBlocked: boolean;
  readonly units: readonly OrderUnit[];
  /** Payments minus units, minor units, either sign; refunded by a whole-order cancellation. */
  readonly adjustment: Minor;
  readonly tenders: readonly Tender[];
  readonly shipments: readonly Shipment[];
  /** Coupons and points; left out where it has none. */
  readonly benefits?: readonly OrderBenefit[];
}

/** The party that decides where an order has no lines, hence no merchant. */
export const SHOP_ITSELF = 'shop';
