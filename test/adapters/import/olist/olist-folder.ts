import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const HEADERS = {
  olist_orders_dataset:
    'order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date',
  olist_order_items_dataset: 'order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value',
  olist_order_payments_dataset: 'order_id,payment_sequential,payment_type,payment_installments,payment_value',
} as const;

export interface FolderRows {
  readonly orders?: readonly string[];
  readonly items?: readonly string[];
  readonly payments?: readonly string[];
  /** Replaces the header of the orders file. */
  readonly ordersHeader?: string;
  readonly gzipped?: boolean;
  readonly without?: keyof typeof HEADERS;
}

/** Olist's three files with these rows, in a folder of their own that goes with the test. */
export function olistFolder(rows: FolderRows): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'rescind-olist-'));
  const files = {
    olist_orders_dataset: [rows.ordersHeader ?? HEADERS.olist_orders_dataset, ...(rows.orders ?? [])],
    olist_order_items_dataset: [HEADERS.olist_order_items_dataset, ...(rows.items ?? [])],
    olist_order_payments_dataset: [HEADERS.olist_order_payments_dataset, ...(rows.payments ?? [])],
  };
  for (const [name, lines] of Object.entries(files)) {
    if (name === rows.without) continue;
    const text = `${lines.join('\n')}\n`;
    if (rows.gzipped) writeFileSync(path.join(folder, `${name}.csv.gz`), gzipSync(text));
    else writeFileSync(path.join(folder, `${name}.csv`), text);
  }
  return {
    path: folder,
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** Three orders as they ended: one delivered, one called off, one with payments and no items. */
export const THREE_ORDERS: FolderRows = {
  orders: [
    'a1,c1,delivered,2018-01-02 10:00:00,2018-01-02 10:30:00,2018-01-04 12:00:00,2018-01-09 08:00:00,2018-01-20 00:00:00',
    'b2,c2,canceled,2018-02-01 09:00:00,2018-02-01 09:05:00,,,2018-02-20 00:00:00',
    'c3,c3,unavailable,2018-03-01 09:00:00,,,,2018-03-20 00:00:00',
  ],
  items: [
    'a1,2,p1,s1,2018-01-06 10:00:00,19.9,5.55',
    'a1,1,p1,s1,2018-01-06 10:00:00,19.9,5.55',
    'a1,3,p2,s2,2018-01-06 10:00:00,100.0,10.0',
    'b2,1,p3,s1,2018-02-05 10:00:00,7.5,1.05',
  ],
  payments: [
    'a1,2,voucher,1,60.9',
    'a1,1,credit_card,3,100.0',
    'b2,1,boleto,1,8.55',
    'c3,1,debit_card,1,42.42',
    'c3,2,not_defined,1,0.0',
  ],
};
