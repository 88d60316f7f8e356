import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { OrderState, RefundState, ShipmentState, TenderKind, UnitState } from '../../../domain/order';
import type { Policy, StockRule } from '../../../domain/policy';

export interface ShopTable {
  shop_id: string;
  order_system: Generated<'own' | 'connected'>;
  locale: Generated<'en' | 'zh'>;
  mail_customer: Generated<boolean>;
  mail_merchant: Generated<boolean>;
  created_at: Generated<Date>;
}

export interface PolicyTable {
  shop_id: string;
  merchant_id: string;
  version: number;
  hash: string;
  body: JSONColumnType<Policy>;
  created_at: Generated<Date>;
}

export interface MerchantTable {
  shop_id: string;
  merchant_id: string;
  calendar: ColumnType<object | null, string | null, string | null>;
  policy_version: number;
  mail_customer: Generated<boolean>;
  mail_merchant: Generated<boolean>;
  created_at: Generated<Date>;
}

export interface OrderTable {
  shop_id: string;
  order_id: string;
  version: number;
  currency: string;
  placed_at: Date;
  state: Generated<OrderState>;
  refund_state: Generated<RefundState>;
  account_blocked: Generated<boolean>;
  adjustment: number;
  fees_kept: Generated<number>;
  may_keep: number | null;
  frozen: Generated<boolean>;
  content_hash: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface OrderLineTable {
  shop_id: string;
  order_id: string;
  line_id: string;
  merchant_id: string;
  sku: string;
  location: string;
  quantity: number;
  unit_price: number;
  discount: number;
  tax: number;
  shipping: number;
  cancellable: boolean;
  gift_balance_id: string | null;
  title: string | null;
}

export interface OrderUnitTable {
  shop_id: string;
  order_id: string;
  unit_id: string;
  line_id: string;
  merchant_id: string;
  sku: string;
  location: string;
  cancellable: boolean;
  price: number;
  tax: number;
  shipping: number;
  state: Generated<UnitState>;
  cancellation_id: string | null;
  gift_balance_id: string | null;
}

export interface TenderTable {
  shop_id: string;
  order_id: string;
  tender_id: string;
  kind: TenderKind;
  channel: string;
  currency: string;
  sequence: number;
}

export interface AuthorizationTable {
  shop_id: string;
  order_id: string;
  authorization_id: string;
  tender_id: string;
  amount: number;
  state: Generated<'OPEN' | 'CAPTURING' | 'VOIDED' | 'CAPTURED'>;
  captured: Generated<number>;
}

export interface CaptureTable {
  shop_id: string;
  order_id: string;
  capture_id: string;
  tender_id: string;
  amount: number;
  committed: Generated<number>;
  external: Generated<number>;
  disputed: Generated<number>;
  overdrawn: Generated<number>;
  authorization_id: string | null;
  reported_by: Generated<string>;
  captured_at: Date;
}

export interface PaymentEventTable {
  shop_id: string;
  order_id: string;
  event_id: string;
  capture_id: string;
  kind: 'EXTERNAL_REFUND' | 'DISPUTE_OPENED' | 'DISPUTE_WON' | 'DISPUTE_LOST';
  amount: number;
  happened_at: Date;
  /** 'shop', or a channel. */
  reported_by: Generated<string>;
}

export interface ShipmentTable {
  shop_id: string;
  order_id: string;
  shipment_id: string;
  carrier: string;
  tracking_ref: string;
  state: ShipmentState;
}

export interface ShipmentUnitTable {
  shop_id: string;
  order_id: string;
  unit_id: string;
  shipment_id: string;
}

export interface StockItemTable {
  shop_id: string;
  sku: string;
  location: string;
  reserved: Generated<number>;
  available: Generated<number>;
  to_shelve: Generated<number>;
  written_off: Generated<number>;
}

export interface StockMovementTable {
  shop_id: string;
  order_id: string;
  unit_id: string;
  cause: 'RESERVE' | StockRule;
  cancellation_id: Generated<string>;
  sku: string;
  location: string;
  moved_at: Generated<Date>;
}

export interface OrderTables {
  shops: ShopTable;
  policies: PolicyTable;
  merchants: MerchantTable;
  orders: OrderTable;
  order_lines: OrderLineTable;
  order_units: OrderUnitTable;
  tenders: TenderTable;
  authorizations: AuthorizationTable;
  captures: CaptureTable;
  payment_events: PaymentEventTable;
  shipments: ShipmentTable;
  shipment_units: ShipmentUnitTable;
  stock_items: StockItemTable;
  stock_movements: StockMovementTable;
}
