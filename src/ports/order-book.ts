import type { Benefit } from '../domain/benefits';
import type { Calendar } from '../domain/calendar';
import type { Minor } from '../domain/money';
import type { Authorization, Order, OrderLine, Shipment, TenderKind } from '../domain/order';
import type { Policy } from '../domain/policy';
import type { Refusal } from '../domain/refusals';

/** What happened to a capture outside Rescind. A lost dispute keeps its amount, a won one gives it back. */
export interface PaymentEvent {
  readonly eventId: string;
  readonly captureId: string;
  readonly kind: 'EXTERNAL_REFUND' | 'DISPUTE_OPENED' | 'DISPUTE_WON' | 'DISPUTE_LOST';
  /** Minor units, above zero. */
  readonly amount: Minor;
  readonly happenedAt: Date;
}

interface NewCapture {
  readonly captureId: string;
  readonly amount: Minor;
  readonly capturedAt: Date;
}

export interface NewTender {
  readonly tenderId: string;
  readonly kind: TenderKind;
  readonly channel: string;
  readonly currency: string;
  /** The order in which they paid, from 1. */
  readonly sequence: number;
  readonly captures: readonly NewCapture[];
  readonly authorizations: readonly Authorization[];
}

/** An order as the shop knows it, whole. Amounts are minor units of its currency. */
export interface NewOrder {
  readonly orderId: string;
  readonly version: number;
  readonly currency: string;
  readonly placedAt: Date;
  readonly accountBlocked: boolean;
  /** None where payments are all that is known: it is cancellable only whole. */
  readonly lines: readonly OrderLine[];
  readonly shippingFee: Minor;
  readonly tenders: readonly NewTender[];
  readonly shipments: readonly Shipment[];
  readonly paymentEvents: readonly PaymentEvent[];
  /** Coupons and points; left out where there are none. Frozen with the units, but for `remaining`. */
  readonly benefits?: readonly Benefit[];
}

export interface OrderRef {
  readonly shopId: string;
  readonly orderId: string;
}

/** What a quote needs to know of an order. */
export interface QuoteBasis {
  readonly order: Order;
  /** Of the order's merchants, or `SHOP_ITSELF`. */
  readonly policies: ReadonlyMap<string, Policy>;
  /** Fees of earlier cancellations of this order, minor units. */
  readonly feesKept: Minor;
  readonly activeCancellationId?: string;
  /** Requests of the customer's for this order that ended REJECTED, UPHELD or WITHDRAWN. */
  readonly endedRequests: number;
}

export interface NewMerchant {
  readonly merchantId: string;
  /** Null: always at work. */
  readonly calendar: Calendar | null;
  /** Without its version: that is given when it is stored. */
  readonly policy: Omit<Policy, 'version'>;
}

export interface Merchant extends NewMerchant {
  readonly policy: Policy;
  readonly policyHash: string;
}

export type PutOrderResult = { readonly outcome: 'created' | 'updated' | 'unchanged'; readonly order: Order } | Refusal;

export interface PutMerchantResult {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly merchant: Merchant;
}

/** The order book as the shop fills it and as a quote reads it. */
export interface OrderBook {
  /**
   * Stores an order, or what changed of it. Refuses an older version, another content under the same version (both
   * ORDER_VERSION_OLD), and changed units or amounts once a cancellation was accepted (ORDER_FROZEN); captures,
   * shipments and payment events may always be added.
   */
  readonly putOrder: (shopId: string, order: NewOrder) => Promise<PutOrderResult>;
  readonly readOrder: (ref: OrderRef) => Promise<Order | undefined>;
  readonly readQuoteBasis: (ref: OrderRef) => Promise<QuoteBasis | undefined>;
  /** Stores calendar and policy; a changed policy becomes a new version, which later requests go by. */
  readonly putMerchant: (shopId: string, merchant: NewMerchant) => Promise<PutMerchantResult>;
}
