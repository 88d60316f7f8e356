import { allocate } from '../../domain/allocation';
import { sum, type Minor } from '../../domain/money';
import type { OrderLine, TenderKind } from '../../domain/order';
import type { NewOrder, NewTender } from '../../ports/order-book';
import { randomFrom, type Random } from './random';

export interface GeneratedSet {
  readonly count: number;
  readonly seed: number;
  readonly now: Date;
}

const MERCHANTS = [
  'bakery',
  'bookshop',
  'camera-store',
  'florist',
  'grocer',
  'hardware',
  'outdoor',
  'pharmacy',
  'tea-house',
  'toys',
];
const GOODS = ['blue', 'classic', 'family', 'green', 'large', 'light', 'small', 'spare'];
/** Smallest and largest price of one piece, minor units. */
const PRICES: Readonly<Record<string, readonly [Minor, Minor]>> = {
  EUR: [190, 24_900],
  CNY: [900, 199_900],
  JPY: [120, 48_000],
};
const ALONE: readonly TenderKind[] = ['CARD', 'CARD', 'CARD', 'WALLET', 'WALLET', 'BANK_TRANSFER'];
const WITH_ANOTHER: readonly TenderKind[] = ['GIFT_CARD', 'STORE_CREDIT'];
const DAY_MS = 86_400_000;

/**
 * Made-up orders of several merchants and currencies: discounts, tax, shipping by line and for the whole order, one to three tenders.
 * The same seed and time give the same orders.
 */
export function generatedOrders({ count, seed, now }: GeneratedSet): NewOrder[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) =>
    generatedOrder(random, `o${String(index + 1).padStart(5, '0')}`, now),
  );
}

function generatedOrder(random: Random, orderId: string, now: Date): NewOrder {
  const currency = random.pick(['EUR', 'EUR', 'EUR', 'CNY', 'CNY', 'JPY']);
  const merchants =
    random.next() < 0.15 ? random.shuffled(MERCHANTS).slice(0, random.whole(2, 3)) : [random.pick(MERCHANTS)];
  const lines = merchants.flatMap((merchantId, index) =>
    Array.from({ length: random.whole(1, 2) }, (_, place) =>
      generatedLine(random, {
        lineId: `${index + 1}-${place + 1}`,
        merchantId,
        prices: PRICES[currency] ?? [100, 10_000],
      }),
    ),
  );
  const shippingFee = random.pick([0, 0, 490, 990]);
  const total = sum([
    shippingFee,
    ...lines.flatMap(({ unitPrice, quantity, discount, tax, shipping }) => [
      unitPrice * quantity - discount,
      tax,
      shipping,
    ]),
  ]);
  const placedAt = new Date(now.getTime() - random.whole(0, 5 * DAY_MS));
  return {
    ...{ orderId, version: 1, currency, placedAt, accountBlocked: false, lines, shippingFee },
    tenders: generatedTenders(random, { orderId, currency, total, capturedAt: placedAt }),
    shipments: [],
    paymentEvents: [],
  };
}

function generatedLine(
  random: Random,
  { lineId, merchantId, prices }: { lineId: string; merchantId: string; prices: readonly [Minor, Minor] },
): OrderLine {
  const unitPrice = random.whole(...prices);
  const quantity = random.pick([1, 1, 1, 2, 3]);
  const discount = random.next() < 0.3 ? random.whole(1, unitPrice) : 0;
  return {
    ...{ lineId, merchantId, unitPrice, quantity, discount },
    sku: `${merchantId}-${random.pick(GOODS)}`,
    location: `${merchantId}-1`,
    tax: random.next() < 0.4 ? random.whole(0, Math.floor(unitPrice / 5)) : 0,
    shipping: random.pick([0, 0, 0, 350]),
    cancellable: true,
  };
}

interface Payment {
  readonly orderId: string;
  readonly currency: string;
  readonly total: Minor;
  readonly capturedAt: Date;
}

function generatedTenders(random: Random, { orderId, currency, total, capturedAt }: Payment): NewTender[] {
  const others = random.next() < 0.25 ? random.shuffled(WITH_ANOTHER).slice(0, random.whole(1, 2)) : [];
  const kinds = [...others, random.pick(ALONE)];
  const amounts = allocate(
    total,
    kinds.map((_, index) => (index === kinds.length - 1 ? 6 : random.whole(1, 3))),
  );
  return kinds.map((kind, index) => ({
    ...{ tenderId: String(index + 1), kind, channel: 'sandbox', currency, sequence: index + 1 },
    captures: [{ captureId: `${orderId}-${index + 1}`, amount: amounts[index] ?? 0, capturedAt }],
    authorizations: [],
  }));
}
