import type { Database } from '../adapters/persistence/database';
import { ensureShop } from '../adapters/persistence/orders/ensure-shop';
import { insertOrders } from '../adapters/persistence/orders/insert-orders';
import type { NewOrder } from '../ports/order-book';
import type { BenchParts } from './bench-parts';

export const BENCH_SHOP = 'bench';
export const BENCH_MERCHANT = 'm_1';
const CURRENCY = 'USD';
const PRICE = 8_000;

/** One line, one merchant, so many cards, one parcel that has not left. */
function benchOrder(orderId: string, tenders: number): NewOrder {
  const placedAt = new Date(Date.now() - 60_000);
  return {
    ...{ orderId, version: 1, currency: CURRENCY, placedAt, accountBlocked: false, shippingFee: 0, paymentEvents: [] },
    lines: [
      {
        ...{ lineId: 'l_1', merchantId: BENCH_MERCHANT, sku: `sku_${orderId.slice(-2)}`, location: 'w_1', quantity: 1 },
        ...{ unitPrice: PRICE, discount: 0, tax: 0, shipping: 0, cancellable: true },
      },
    ],
    tenders: Array.from({ length: tenders }, (_unused, index) => ({
      ...{ tenderId: `t_${index + 1}`, kind: 'CARD', channel: 'sandbox', currency: CURRENCY, sequence: index + 1 },
      captures: [{ captureId: paymentOf(orderId, index), amount: PRICE / tenders, capturedAt: placedAt }],
      authorizations: [],
    })),
    shipments: [
      {
        ...{ shipmentId: `s_${orderId}`, carrier: 'sandbox', trackingRef: `trk_${orderId}`, state: 'LABELED' },
        unitIds: ['l_1/1'],
      },
    ],
  };
}

function paymentOf(orderId: string, index: number): string {
  return `pay_${orderId}_${index + 1}`;
}

async function seed(url: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} of the sandbox answers ${response.status}`);
}

const BATCH = 100;

interface BenchOrders {
  readonly prefix: string;
  readonly count: number;
  /** Payments of equal size; a divisor of 8,000. One where nothing is said. */
  readonly tenders?: number;
}

/** Fills the order book and the sandboxes; the orders' ids. */
export async function seedBenchOrders(
  db: Database,
  parts: BenchParts,
  { prefix, count, tenders = 1 }: BenchOrders,
): Promise<string[]> {
  const ids = Array.from({ length: count }, (_unused, index) => `${prefix}_${index + 1}`);
  await ensureShop(db, { shopId: BENCH_SHOP });
  const wanted = { shopId: BENCH_SHOP, orders: ids.map((id) => benchOrder(id, tenders)) };
  const { inserted } = await insertOrders(db, wanted, { channels: new Set(['sandbox']) });
  if (inserted !== count) throw new Error(`Only ${inserted} of ${count} orders went into the order book`);
  for (let from = 0; from < count; from += BATCH) {
    const batch = ids.slice(from, from + BATCH);
    const payment = { amount: PRICE / tenders, currency: CURRENCY, method: 'card', state: 'captured' };
    await seed(parts.paymentsUrl, '/payments/batch', {
      payments: batch.flatMap((id) =>
        Array.from({ length: tenders }, (_unused, index) => ({ ...payment, id: paymentOf(id, index) })),
      ),
    });
    await seed(parts.carrierUrl, '/parcels/batch', {
      parcels: batch.map((id) => ({ trackingRef: `trk_${id}`, state: 'LABELED' })),
    });
  }
  return ids;
}
