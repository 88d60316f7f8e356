import { sql } from 'kysely';
import { checkBooks, type BookDifference } from '../../src/adapters/persistence/books-check';
import { createCancellationReader } from '../../src/adapters/persistence/cancellation-reader';
import { readStoredOrder } from '../../src/adapters/persistence/orders/read-order';
import { readBooks } from '../../src/cli/sandboxes/books';
import type { CancellationState } from '../../src/domain/cancellation';
import type { CancellationView } from '../../src/domain/cancellation-view';
import type { OrderReading, ShipmentState, UnitState } from '../../src/domain/order';
import type { LegState } from '../../src/domain/refund-leg';
import type { TimelineEntry } from '../../src/ports/cancellation-reader';
import type { Scene } from './engine-scene';

/** What the provider's own books say of one payment; minor units. */
export interface PaymentAccount {
  readonly id: string;
  readonly amount: number;
  readonly refunded: number;
  readonly pending: number;
  readonly refunds: number;
}

export interface ParcelAccount {
  readonly trackingRef: string;
  readonly outcome: 'stopped' | 'already_out' | 'delivered' | 'unknown' | null;
  /** How often, under how many keys, it was asked to stop it. */
  readonly interceptions: number;
}

export interface ShopAccount {
  readonly orderId: string;
  readonly state: 'open' | 'cancelled';
  readonly heldBy: string | null;
  readonly held: readonly string[];
  readonly closed: readonly string[];
}

export interface LegAccount {
  readonly legId: string;
  readonly cancellationId: string;
  readonly tenderId: string;
  readonly captureId: string;
  readonly amount: number;
  readonly state: LegState;
  readonly replacedBy: string | null;
}

/** All that was written down about a cancellation and its order: our books, and those of the systems outside. */
export interface Account {
  readonly state: CancellationState | undefined;
  readonly view: CancellationView | undefined;
  readonly reading: OrderReading;
  /** Unit to state. */
  readonly units: Readonly<Record<string, UnitState>>;
  readonly parcelState: ShipmentState | undefined;
  readonly decisions: readonly { readonly merchantId: string; readonly outcome: string; readonly door: string }[];
  /** Of the whole order. */
  readonly legs: readonly LegAccount[];
  /** Balances of this cancellation, minor units; those that are zero left out. */
  readonly ledger: Readonly<Record<string, number>>;
  readonly unbalanced: readonly string[];
  readonly timeline: readonly TimelineEntry[];
  readonly outbox: readonly string[];
  readonly proofs: number;
  readonly payments: readonly PaymentAccount[];
  readonly parcel: ParcelAccount | undefined;
  readonly shop: ShopAccount | undefined;
  /** What the check of the shop's whole books finds. */
  readonly differences: readonly BookDifference[];
}

/** Reads every book that knows of a scene. */
export async function readAccount(scene: Scene): Promise<Account> {
  const { engine, order, ref } = scene;
  const { db } = engine;
  const [own, view, timeline, stored, outside, differences] = await Promise.all([
    readOwn(scene),
    createCancellationReader(db).readView(ref),
    createCancellationReader(db).readTimeline(ref),
    readStoredOrder(db as never, { shopId: order.shopId, orderId: order.orderId }),
    readOutside(scene),
    checkBooks(db, order.shopId),
  ]);
  if (stored === undefined) throw new Error('The order has gone');
  const { state, refund, units, shipments } = stored.order;
  return {
    ...own,
    ...outside,
    ...{ view, timeline, differences, state: view?.state, reading: { state, refund } },
    units: Object.fromEntries(units.map((unit) => [unit.unitId, unit.state])),
    parcelState: shipments[0]?.state,
  };
}

type Own = Pick<Account, 'decisions' | 'legs' | 'ledger' | 'unbalanced' | 'outbox' | 'proofs'>;

async function readOwn({ engine, order, ref }: Scene): Promise<Own> {
  const ofShop = sql`shop_id = ${ref.shopId}`;
  const own = sql`${ofShop} and cancellation_id = ${ref.cancellationId}`;
  const { rows } = await sql<Own>`
    select (select coalesce(json_agg(json_build_object('merchantId', merchant_id, 'outcome', outcome, 'door', door)
        order by merchant_id), '[]') from decisions where ${own}) as decisions,
      (select coalesce(json_agg(json_build_object('legId', leg_id, 'cancellationId', cancellation_id, 'tenderId', tender_id,
          'captureId', capture_id, 'amount', amount, 'state', state, 'replacedBy', replaced_by)
          order by created_at, leg_id), '[]') from refund_legs where ${ofShop} and order_id = ${order.orderId}) as legs,
      (select coalesce(json_object_agg(account, balance), '{}') from (select account, sum(amount) as balance
        from ledger_entries where ${own} group by account having sum(amount) <> 0) b) as ledger,
      (select coalesce(json_agg(transaction_id), '[]') from (select transaction_id from ledger_entries where ${ofShop}
        group by transaction_id having sum(amount) <> 0) t) as unbalanced,
      (select coalesce(json_agg(type order by event_id), '[]') from outbox where ${own}) as outbox,
      (select count(*)::int from closure_proofs where ${own} and superseded_at is null) as proofs`.execute(engine.db);
  const [found] = rows;
  if (found === undefined) throw new Error('No row');
  return found;
}

async function readOutside({ engine, order }: Scene): Promise<Pick<Account, 'payments' | 'parcel' | 'shop'>> {
  const { payments, carrier, shop } = engine.peers;
  const { orderId } = order;
  // Pages begin after the id that is given.
  const justBefore = (id: string): string => id.slice(0, -1);
  const [paid, parcels, orders] = await Promise.all([
    readBooks<PaymentAccount>(payments.url, { name: 'payments', idOf: ({ id }) => id }, `pay_${orderId}`),
    readBooks<ParcelAccount>(
      carrier.url,
      { name: 'parcels', idOf: ({ trackingRef }) => trackingRef },
      justBefore(`trk_${orderId}`),
    ),
    readBooks<ShopAccount>(shop.url, { name: 'orders', idOf: (row) => row.orderId }, justBefore(orderId)),
  ]);
  return {
    payments: paid,
    parcel: parcels.find(({ trackingRef }) => trackingRef === `trk_${orderId}`),
    shop: orders.find((row) => row.orderId === orderId),
  };
}
