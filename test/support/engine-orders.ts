import { randomBytes } from 'node:crypto';
import { ensureShop } from '../../src/adapters/persistence/orders/ensure-shop';
import { createOrderBook } from '../../src/adapters/persistence/orders/order-book';
import { SHOP_ITSELF, type Shipment } from '../../src/domain/order';
import type { Policy } from '../../src/domain/policy';
import { DEFAULT_POLICY } from '../../src/domain/policy-snapshot';
import type { NewOrder } from '../../src/ports/order-book';
import type { Engine } from './engine';

export interface OrderWanted {
  readonly shopId?: string;
  /** One line of one unit for each, priced 80.00. */
  readonly merchants?: readonly string[];
  /** What the whole order's shipping cost, minor units; paid with the rest. */
  readonly shippingFee?: number;
  /** All that is known of it is what was paid, as for one unit. */
  readonly withoutLines?: boolean;
  /** How the total was paid, in shares of it; one card where nothing is said, nothing where the list is empty. */
  readonly methods?: readonly ('card' | 'voucher' | 'bank_transfer')[];
  /** What another card has merely authorized, minor units; beyond the total. */
  readonly authorized?: number;
  readonly parcel?: 'LABELED' | 'IN_TRANSIT' | 'DELIVERED';
  /** The carrier looks for the parcel this long before it finds this. */
  readonly search?: { readonly ms: number; readonly found: 'stopped' | 'already_out' | 'delivered' };
  readonly policy?: Partial<Policy>;
  readonly connected?: boolean;
  readonly accountBlocked?: boolean;
}

/** An order with the shop that it is of. */
export type PlacedOrder = NewOrder & { readonly shopId: string };

type Payments = readonly {
  readonly id: string;
  readonly amount: number;
  readonly method: keyof typeof KINDS;
  readonly state?: 'authorized';
}[];

/** Of one unit, minor units. */
export const PRICE = 8_000;

const KINDS = { card: 'CARD', voucher: 'GIFT_CARD', bank_transfer: 'BANK_TRANSFER' } as const;

async function seed(url: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

/** Puts an order into the order book, and its payments, parcel and shop order into the sandboxes. */
export async function placeOrder(engine: Engine, wanted: OrderWanted = {}): Promise<PlacedOrder> {
  const { connected = false, shopId = connected ? 'connected' : 'own' } = wanted;
  const { order, payments } = orderOf(wanted);
  await ensureShop(engine.db, { shopId, orderSystem: connected ? 'connected' : 'own' });
  const book = createOrderBook(engine.db, { channels: new Set(['sandbox']) });
  for (const merchantId of wanted.withoutLines === true ? [SHOP_ITSELF] : merchantsOf(wanted)) {
    const policy = { ...DEFAULT_POLICY, ...wanted.policy };
    await book.putMerchant(shopId, { merchantId, calendar: null, policy });
  }
  const put = await book.putOrder(shopId, order);
  if (put.outcome === 'refused') throw new Error(`The order was refused: ${put.code}`);
  await tellPeers(engine, wanted, { order, payments });
  return { ...order, shopId };
}

function merchantsOf({ merchants = ['m_1'] }: OrderWanted): readonly string[] {
  return merchants;
}

function orderOf(wanted: OrderWanted): { readonly order: NewOrder; readonly payments: Payments } {
  const { methods = ['card'], shippingFee = 0, parcel, withoutLines = false, accountBlocked = false } = wanted;
  const orderId = `o_${randomBytes(5).toString('hex')}`;
  const placedAt = new Date(Date.now() - 60_000);
  const merchants = merchantsOf(wanted);
  const lines = (withoutLines ? [] : merchants).map((merchantId, index) => ({
    ...{ lineId: `l_${index + 1}`, merchantId, sku: `sku_${index + 1}`, location: 'w_1', quantity: 1 },
    ...{ unitPrice: PRICE, discount: 0, tax: 0, shipping: 0, cancellable: true },
  }));
  const total = PRICE * merchants.length + shippingFee;
  const share = Math.floor(total / methods.length);
  const payments = methods.map((method, index) => ({
    ...{ id: `pay_${orderId}_${index + 1}`, method },
    amount: index === 0 ? total - share * (methods.length - 1) : share,
  }));
  const tenders = payments.map(({ id, amount, method }, index) => ({
    ...{ tenderId: `t_${index + 1}`, kind: KINDS[method], channel: 'sandbox', currency: 'USD', sequence: index + 1 },
    captures: [{ captureId: id, amount, capturedAt: placedAt }],
    authorizations: [],
  }));
  const held = wanted.authorized === undefined ? [] : [authorizedOf(orderId, wanted.authorized)];
  const unitIds = lines.map(({ lineId }) => `${lineId}/1`);
  const shipments: Shipment[] =
    parcel === undefined ? [] : [{ ...parcelOf(orderId), carrier: 'sandbox', state: parcel, unitIds }];
  const order = { orderId, version: 1, currency: 'USD', placedAt, accountBlocked, lines, shippingFee };
  return {
    order: { ...order, tenders: [...tenders, ...held.map(({ tender }) => tender)], shipments, paymentEvents: [] },
    payments: [...payments, ...held.map(({ payment }) => payment)],
  };
}

/** A card of its own that was not charged yet. */
function authorizedOf(orderId: string, amount: number) {
  const authorizationId = `auth_${orderId}`;
  const card = { tenderId: 't_held', kind: KINDS.card, channel: 'sandbox', currency: 'USD', sequence: 9 };
  return {
    tender: { ...card, captures: [], authorizations: [{ authorizationId, amount, state: 'OPEN' as const }] },
    payment: { id: authorizationId, amount, method: 'card', state: 'authorized' } as const,
  };
}

/** The ids of an order's parcel, here and at the carrier. */
export function parcelOf(orderId: string): { readonly shipmentId: string; readonly trackingRef: string } {
  return { shipmentId: `s_${orderId}`, trackingRef: `trk_${orderId}` };
}

async function tellPeers(
  { peers }: Engine,
  { parcel: state, search, connected }: OrderWanted,
  { order, payments }: { readonly order: NewOrder; readonly payments: Payments },
): Promise<void> {
  const { orderId, lines } = order;
  if (payments.length > 0) {
    const all = payments.map((payment) => ({ state: 'captured', ...payment, currency: 'USD' }));
    await seed(peers.payments.url, '/payments/batch', { payments: all });
  }
  if (state !== undefined) {
    const { trackingRef } = parcelOf(orderId);
    await seed(peers.carrier.url, '/parcels', { trackingRef, state, ...(search === undefined ? {} : { search }) });
  }
  if (connected === true) {
    const unitIds = lines.map(({ lineId }) => `${lineId}/1`);
    await seed(peers.shop.url, '/orders', { orderId, version: 1, unitIds });
  }
}
