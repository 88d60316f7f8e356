import { createHash } from 'node:crypto';
import { openDatabase, type Database } from '../../../../src/adapters/persistence/database';
import { ensureShop } from '../../../../src/adapters/persistence/orders/ensure-shop';
import { createOrderBook } from '../../../../src/adapters/persistence/orders/order-book';
import { accept } from '../../../../src/adapters/persistence/steps/accept';
import type { Calendar } from '../../../../src/domain/calendar';
import type { Actor } from '../../../../src/domain/cancellation';
import type { Policy } from '../../../../src/domain/policy';
import { DEFAULT_POLICY } from '../../../../src/domain/policy-snapshot';
import { cancellationIdOf, type CancellationRequest } from '../../../../src/domain/request';
import type { Accepted, CancellationRef } from '../../../../src/ports/cancellation-book';
import type { NewOrder } from '../../../../src/ports/order-book';
import { createTestDatabase } from '../../../support/test-database';
import { newOrder } from '../orders/new-order';

export const SHOP = 'shop_1';
export const NOW = new Date('2026-03-01T12:00:00.000Z');
export const HOUR = 3_600_000;

export const CUSTOMER: Actor = { id: 'c_1', role: 'customer' };
export const MERCHANT: Actor = { id: 'u_1', role: 'merchant' };
export const SUPPORT: Actor = { id: 's_1', role: 'support' };
export const SYSTEM: Actor = { id: 'rescind', role: 'system' };

type StepRequest = CancellationRequest & { readonly workflowId: string };

/** A test file's own database with one shop, and words to fill it. */
export interface Bookshop {
  readonly db: Database;
  readonly putOrder: (over: Partial<NewOrder>) => Promise<void>;
  readonly putMerchant: (merchantId: string, policy?: Partial<Policy>, calendar?: Calendar) => Promise<void>;
  /** Accepts at NOW, and fails where the request is refused. */
  readonly accepted: (orderId: string, over?: Partial<StepRequest>) => Promise<Accepted>;
  readonly row: (cancellationId: string) => Promise<CancellationRowOf>;
  /** Every cancellation of this order. */
  readonly rows: (orderId: string) => Promise<CancellationRowOf[]>;
  readonly order: (orderId: string) => ReturnType<typeof readOrder>;
  readonly units: (orderId: string) => ReturnType<typeof readUnits>;
  readonly events: (cancellationId: string) => Promise<string[]>;
  readonly close: () => Promise<void>;
}

export type CancellationRowOf = Awaited<ReturnType<typeof readRow>>;

function readRow(db: Database, cancellationId: string) {
  return db
    .selectFrom('cancellations')
    .selectAll()
    .where('cancellation_id', '=', cancellationId)
    .executeTakeFirstOrThrow();
}

function readOrder(db: Database, orderId: string) {
  return db.selectFrom('orders').selectAll().where('order_id', '=', orderId).executeTakeFirstOrThrow();
}

function readUnits(db: Database, orderId: string) {
  return db.selectFrom('order_units').selectAll().where('order_id', '=', orderId).orderBy('unit_id').execute();
}

/** Every parameter of a request, from its order and key. */
export function requestFor(orderId: string, over: Partial<StepRequest> = {}): StepRequest {
  const idempotencyKey = over.idempotencyKey ?? `key-${orderId}`;
  const keyHash = createHash('sha256').update(idempotencyKey).digest('hex');
  return {
    shopId: SHOP,
    orderId,
    cancellationId: cancellationIdOf(orderId, keyHash),
    idempotencyKey,
    requestHash: createHash('sha256').update(`${orderId} ${idempotencyKey}`).digest('hex'),
    selection: { kind: 'ORDER' },
    reason: 'CHANGED_MIND',
    initiator: 'CUSTOMER',
    actor: CUSTOMER,
    workflowId: `cancel/${SHOP}/${orderId}/${keyHash.slice(0, 16)}`,
    ...over,
  };
}

export function refOf({ cancellationId }: { readonly cancellationId: string }): CancellationRef {
  return { shopId: SHOP, cancellationId };
}

/** Opens it: merchants m_1 and m_2 are asked and have 48 hours. */
export async function openBookshop(): Promise<Bookshop> {
  const database = await createTestDatabase();
  const db = openDatabase(database.url, { max: 24 });
  await ensureShop(db, { shopId: SHOP });
  const orders = createOrderBook(db, { channels: new Set(['sandbox']) });
  const acceptNow = accept(db, { clock: () => NOW });
  return {
    db,
    putOrder: async (over) => {
      const result = await orders.putOrder(SHOP, newOrder(over));
      if (result.outcome === 'refused') throw new Error(JSON.stringify(result));
    },
    putMerchant: async (merchantId, policy = {}, calendar) => {
      const { version: _version, ...body } = { ...DEFAULT_POLICY, ...policy };
      await orders.putMerchant(SHOP, { merchantId, calendar: calendar ?? null, policy: body });
    },
    accepted: async (orderId, over) => {
      const answer = await acceptNow(requestFor(orderId, over));
      if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer));
      return answer;
    },
    row: (cancellationId) => readRow(db, cancellationId),
    rows: (orderId) => db.selectFrom('cancellations').selectAll().where('order_id', '=', orderId).execute(),
    order: (orderId) => readOrder(db, orderId),
    units: (orderId) => readUnits(db, orderId),
    events: async (cancellationId) => {
      const rows = await db
        .selectFrom('timeline')
        .select('event')
        .where('cancellation_id', '=', cancellationId)
        .orderBy('entry_id')
        .execute();
      return rows.map(({ event }) => event);
    },
    close: async () => {
      await db.destroy();
      await database.drop();
    },
  };
}
