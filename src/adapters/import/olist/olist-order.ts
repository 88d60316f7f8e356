import type { Minor } from '../../../domain/money';

export const STATUSES = [
  'created',
  'approved',
  'invoiced',
  'processing',
  'shipped',
  'delivered',
  'canceled',
  'unavailable',
] as const;

export const PAYMENT_TYPES = ['credit_card', 'boleto', 'voucher', 'debit_card', 'not_defined'] as const;

/** A row of the orders file. */
export interface OlistOrderRow {
  readonly orderId: string;
  readonly status: (typeof STATUSES)[number];
  readonly purchasedAt: Date;
  readonly approvedAt?: Date;
  readonly handedOverAt?: Date;
  readonly deliveredAt?: Date;
}

/** A row of the items file: one piece. Amounts in minor units. */
export interface OlistItem {
  readonly orderId: string;
  /** Counts the pieces of an order, from 1. */
  readonly itemId: number;
  readonly productId: string;
  readonly sellerId: string;
  readonly price: Minor;
  readonly freight: Minor;
}

/** A row of the payments file. Amounts in minor units. */
export interface OlistPayment {
  readonly orderId: string;
  /** Counts the payments of an order. */
  readonly sequential: number;
  readonly type: (typeof PAYMENT_TYPES)[number];
  readonly value: Minor;
}

/** An order with all that belongs to it: items by `itemId`, payments by `sequential`. */
export interface OlistOrder extends OlistOrderRow {
  readonly items: readonly OlistItem[];
  readonly payments: readonly OlistPayment[];
}
