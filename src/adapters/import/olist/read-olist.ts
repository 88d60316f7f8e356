import { findOlistFiles } from './find-files';
import { PAYMENT_TYPES, STATUSES } from './olist-order';
import type { OlistItem, OlistOrder, OlistOrderRow, OlistPayment } from './olist-order';
import { readRows, type RowProblem, UnreadableRow } from './read-rows';
import { valuesOf } from './read-values';

/** What a folder holds. */
export interface OlistFolder {
  /** In the order of the orders file. */
  readonly orders: readonly OlistOrder[];
  readonly problems: readonly RowProblem[];
  /** Orders left out because one of their rows can't be read: half of one would be refunded wrongly. */
  readonly leftOut: readonly string[];
  /** Rows of items and payments whose order is not in the orders file; 0 where only some of that was read. */
  readonly strayRows: number;
}

/**
 * Reads Olist's orders with their items and payments. A row that can't be read is told,
 * its order left out and the rest read.
 * @throws OlistError where a file is missing, can't be read or lacks a column
 */
export async function readOlist(folder: string, { limit = Infinity }: { limit?: number } = {}): Promise<OlistFolder> {
  const files = findOlistFiles(folder);
  const problems: RowProblem[] = [];
  const onProblem = (problem: RowProblem) => problems.push(problem);
  const rows = await readOrderRows({ file: files.orders, onProblem, limit });
  const items = await readByOrder<OlistItem>(
    readRows({
      file: files.items,
      columns: ITEM_COLUMNS,
      read: once(readItem, ({ orderId, itemId }) => `${orderId} ${itemId}`),
      onProblem,
    }),
  );
  const payments = await readPayments(files.payments, onProblem);
  const known = new Set(rows.map(({ orderId }) => orderId));
  const spoiled = new Set(problems.filter(({ file }) => !files.orders.endsWith(file)).map(({ orderId }) => orderId));
  return {
    orders: rows
      .filter(({ orderId }) => !spoiled.has(orderId))
      .map((row) => ({
        ...row,
        items: (items.get(row.orderId) ?? []).sort((left, right) => left.itemId - right.itemId),
        payments: (payments.get(row.orderId) ?? []).sort((left, right) => left.sequential - right.sequential),
      })),
    problems,
    leftOut: rows.filter(({ orderId }) => spoiled.has(orderId)).map(({ orderId }) => orderId),
    strayRows: limit === Infinity ? straysOf(items, known) + straysOf(payments, known) : 0,
  };
}

/** The payments of a file, by their orders. */
export async function readPayments(
  file: string,
  onProblem: (problem: RowProblem) => void,
): Promise<Map<string, OlistPayment[]>> {
  const read = once(readPayment, ({ orderId, sequential }) => `${orderId} ${sequential}`);
  return readByOrder<OlistPayment>(readRows({ file, columns: PAYMENT_COLUMNS, read, onProblem }));
}

const ORDER_COLUMNS = [
  'order_id',
  'order_status',
  'order_purchase_timestamp',
  'order_approved_at',
  'order_delivered_carrier_date',
  'order_delivered_customer_date',
];
const ITEM_COLUMNS = ['order_id', 'order_item_id', 'product_id', 'seller_id', 'price', 'freight_value'];
const PAYMENT_COLUMNS = ['order_id', 'payment_sequential', 'payment_type', 'payment_value'];

type Row = Readonly<Record<string, string>>;

async function readOrderRows({ limit, ...source }: OrderSource): Promise<OlistOrderRow[]> {
  const rows: OlistOrderRow[] = [];
  const read = once(readOrder, ({ orderId }) => orderId);
  for await (const row of readRows({ ...source, columns: ORDER_COLUMNS, read })) {
    if (rows.length >= limit) break;
    rows.push(row);
  }
  return rows;
}

interface OrderSource {
  readonly file: string;
  readonly limit: number;
  readonly onProblem: (problem: RowProblem) => void;
}

function readOrder(row: Row): OlistOrderRow {
  const { id, oneOf, date, dateIfAny } = valuesOf(row);
  const approvedAt = dateIfAny('order_approved_at');
  const handedOverAt = dateIfAny('order_delivered_carrier_date');
  const deliveredAt = dateIfAny('order_delivered_customer_date');
  return {
    orderId: id('order_id'),
    status: oneOf('order_status', STATUSES),
    purchasedAt: date('order_purchase_timestamp'),
    ...(approvedAt && { approvedAt }),
    ...(handedOverAt && { handedOverAt }),
    ...(deliveredAt && { deliveredAt }),
  };
}

function readItem(row: Row): OlistItem {
  const { id, count, amount } = valuesOf(row);
  return {
    orderId: id('order_id'),
    itemId: count('order_item_id'),
    productId: id('product_id'),
    sellerId: id('seller_id'),
    price: amount('price'),
    freight: amount('freight_value'),
  };
}

function readPayment(row: Row): OlistPayment {
  const { id, count, oneOf, amount } = valuesOf(row);
  return {
    orderId: id('order_id'),
    sequential: count('payment_sequential'),
    type: oneOf('payment_type', PAYMENT_TYPES),
    value: amount('payment_value'),
  };
}

/** A second row of the same key can't be told from a mistake. */
function once<T>(read: (row: Row) => T, keyOf: (value: T) => string): (row: Row) => T {
  const seen = new Set<string>();
  return (row) => {
    const value = read(row);
    const key = keyOf(value);
    if (seen.has(key)) throw new UnreadableRow('is there twice');
    seen.add(key);
    return value;
  };
}

async function readByOrder<T extends { readonly orderId: string }>(rows: AsyncIterable<T>): Promise<Map<string, T[]>> {
  const byOrder = new Map<string, T[]>();
  for await (const row of rows) {
    const known = byOrder.get(row.orderId);
    if (known === undefined) byOrder.set(row.orderId, [row]);
    else known.push(row);
  }
  return byOrder;
}

function straysOf(rows: ReadonlyMap<string, readonly unknown[]>, known: ReadonlySet<string>): number {
  return [...rows].reduce((count, [orderId, strays]) => count + (known.has(orderId) ? 0 : strays.length), 0);
}
