import { randomBytes } from 'node:crypto';
import type { Policy } from '../../src/domain/policy';
import { DEFAULT_POLICY } from '../../src/domain/policy-snapshot';
import { ensureShop } from '../../src/adapters/persistence/orders/ensure-shop';
import { createOrderBook } from '../../src/adapters/persistence/orders/order-book';
import type { NewOrder } from '../../src/ports/order-book';
import type { Engine } from './engine';

export interface OrderWanted {
  readonly shopId?: string;
  /** One line of one unit for each, priced 80.00. */
  readonly merchants?: readonly string[];
  /** How the total was paid, in shares of it; one card where nothing is said. */
  readonly methods?: readonly ('card' | 'voucher' | 'bank_transfer')[];
  readonly parcel?: 'LABELED' | 'IN_TRANSIT' | 'DELIVERED';
  /** The carrier looks for the parcel this long before it finds this. */
  readonly search?: { readonly ms: number; readonly found: 'stopped' | 'already_out' | 'delivered' };
  readonly policy?: Partial<Policy>;
  readonly connected?: boolean;
}

const KINDS = { card: 'CARD', voucher: 'GIFT_CARD', bank_transfer: 'BANK_TRANSFER' } as const;
const PRICE = 8_000;

async function seed(url: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

/** Puts an order into the order book, and its payments, parcel and shop order into the sandboxes. */
export async function placeOrder(engine: Engine, wanted: OrderWanted = {}): Promise<NewOrder & { shopId: string }> {
  const { merchants = ['m_1'], methods = ['card'], parcel, policy = {}, connected = false } = wanted;
  const shopId = wanted.shopId ?? (connected ? 'connected' : 'own');
  const orderId = `o_${randomBytes(5).toString('hex')}`;
  const total = PRICE * merchants.length;
  const share = Math.floor(total / methods.length);
  const placedAt = new Date(Date.now() - 60_000);
  const lines = merchants.map((merchantId, index) => ({
    ...{ lineId: `l_${index + 1}`, merchantId, sku: `sku_${index + 1}`, location: 'w_1', quantity: 1 },
    ...{ unitPrice: PRICE, discount: 0, tax: 0, shipping: 0, cancellable: true },
  }));
  const payments = methods.map((method, index) => ({
    ...{ id: `pay_${orderId}_${index + 1}`, currency: 'USD', method, state: 'captured' as const },
    amount: index === 0 ? total - share * (methods.length - 1) : share,
  }));
  const order: NewOrder = {
    ...{ orderId, version: 1, currency: 'USD', placedAt, accountBlocked: false, lines, shippingFee: 0 },
    tenders: payments.map(({ id, amount, method }, index) => ({
      ...{ tenderId: `t_${index + 1}`, kind: KINDS[method], channel: 'sandbox', currency: 'USD', sequence: index + 1 },
      captures: [{ captureId: id, amount, capturedAt: placedAt }],
      authorizations: [],
    })),
    shipments:
      parcel === undefined
        ? []
        : [
            {
              ...{ shipmentId: `s_${orderId}`, carrier: 'sandbox', trackingRef: `trk_${orderId}`, state: parcel },
              unitIds: lines.map(({ lineId }) => `${lineId}/1`),
            },
          ],
    paymentEvents: [],
  };
  await ensureShop(engine.db, { shopId, orderSystem: connected ? 'connected' : 'own' });
  const book = createOrderBook(engine.db, { channels: new Set(['sandbox']) });
  for (const merchantId of merchants) {
    await book.putMerchant(shopId, { merchantId, calendar: null, policy: { ...DEFAULT_POLICY, ...policy } });
  }
  const put = await book.putOrder(shopId, order);
  if (put.outcome === 'refused') throw new Error(`The order was refused: ${put.code}`);
  await seed(engine.peers.payments.url, '/payments/batch', { payments });
  if (parcel !== undefined) {
    const search = wanted.search === undefined ? {} : { search: wanted.search };
    await seed(engine.peers.carrier.url, '/parcels', { trackingRef: `trk_${orderId}`, state: parcel, ...search });
  }
  if (connected) {
    const unitIds = lines.map(({ lineId }) => `${lineId}/1`);
    await seed(engine.peers.shop.url, '/orders', { orderId, version: 1, unitIds });
  }
  return { ...order, shopId };
}
