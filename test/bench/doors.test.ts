import { sql } from 'kysely';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { openDatabase, type Database } from '../../src/adapters/persistence/database';
import { pageQuery, type PageOf } from '../../src/adapters/persistence/listing/page-query';
import { ensureShop } from '../../src/adapters/persistence/orders/ensure-shop';
import { insertOrders } from '../../src/adapters/persistence/orders/insert-orders';
import { BENCH_MERCHANT, BENCH_SHOP } from '../../src/bench/bench-orders';
import { inTurn, latencyOf, openLoop } from '../../src/bench/doors/http-latency';
import { copyCancellation } from '../../src/bench/doors/many-cancellations';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { createGate } from '../support/wait-for';

const COPIES = 5_000;

describe('a list of 100 out of many cancellations', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url, { max: 2 });
    await copyCancellation(db, await makeOne(), COPIES);
    await endMost();
  }, 120_000);
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  /** One cancellation that waits for its merchant. */
  async function makeOne(): Promise<string> {
    const placedAt = new Date('2026-03-01T10:00:00Z');
    await ensureShop(db, { shopId: BENCH_SHOP });
    const line = { lineId: 'l_1', merchantId: BENCH_MERCHANT, sku: 'sku_1', location: 'w_1', quantity: 1 };
    const order = {
      ...{ orderId: 'o_1', version: 1, currency: 'USD', placedAt, accountBlocked: false, shippingFee: 0 },
      ...{ paymentEvents: [], tenders: [], shipments: [] },
      lines: [{ ...line, unitPrice: 0, discount: 0, tax: 0, shipping: 0, cancellable: true }],
    };
    await insertOrders(db, { shopId: BENCH_SHOP, orders: [order] }, { channels: new Set(['sandbox']) });
    const cancellationId = 'o_1.0123456789abcdef';
    const accepted = await createCancellationBook(db).accept({
      ...{ shopId: BENCH_SHOP, orderId: 'o_1', cancellationId, workflowId: 'w', idempotencyKey: 'k', requestHash: 'h' },
      ...{ reason: 'CHANGED_MIND', initiator: 'CUSTOMER', selection: { kind: 'ORDER' } },
      actor: { id: 's', role: 'service' },
    });
    expect(accepted.outcome).toBe('accepted');
    const deadline = new Date('2026-03-02T10:00:00Z');
    const waiting = { state: 'AWAITING_DECISION', waiting_on: 'MERCHANT', deadline } as const;
    await db.updateTable('cancellations').set(waiting).execute();
    await db.updateTable('cancellation_parts').set({ state: 'PENDING', deadline }).execute();
    return cancellationId;
  }

  /** As in a shop of some age: every second one is over. */
  async function endMost(): Promise<void> {
    await sql`update cancellations set state = 'SETTLED', waiting_on = 'NONE' where extract(epoch from deadline)::bigint % 2 > 0`.execute(
      db,
    );
    await sql`update cancellation_parts p set state = 'APPROVED' from cancellations c
      where c.shop_id = p.shop_id and c.cancellation_id = p.cancellation_id and c.state = 'SETTLED'`.execute(db);
    await sql`analyze`.execute(db);
  }

  const page = (over: Partial<PageOf>): PageOf => ({
    ...{ shopId: BENCH_SHOP, filter: {}, sort: 'newest', after: undefined, rows: 101 },
    ...over,
  });
  async function nodesOf(asked: PageOf): Promise<string[]> {
    const { rows } = await sql<{
      'QUERY PLAN': readonly [{ Plan: Node }];
    }>`explain (format json) ${pageQuery(asked)}`.execute(db);
    const nodes = (node: Node): string[] => [
      [node['Node Type'], node['Index Name']].filter((name) => name !== undefined).join(' '),
      ...(node.Plans ?? []).flatMap(nodes),
    ];
    const [row] = rows;
    return row === undefined ? [] : nodes(row['QUERY PLAN'][0].Plan);
  }

  it('has so many to choose from, each with a place of its own in both orders', async () => {
    const { rows } = await sql<Record<'all' | 'requested' | 'due' | 'units', number>>`
      select count(*) as all, count(distinct requested_at) as requested, count(distinct deadline) as due,
        (select count(distinct (order_id, cancellation_id)) from cancellation_units) as units from cancellations`.execute(
      db,
    );
    const each = COPIES + 1;
    expect(rows[0]).toEqual({ all: each, requested: each, due: each, units: each });
  });

  it.each<[string, Partial<PageOf>, string]>([
    ['newest', {}, 'cancellations_newest'],
    ['deadline', { sort: 'deadline', filter: { waitingOn: 'MERCHANT' } }, 'cancellations_by_waiting'],
  ])('goes by its index alone, %s first', async (_sort, asked, index) => {
    expect(await nodesOf(page(asked))).toEqual([
      'Limit',
      expect.stringMatching(new RegExp(`^Index (Only )?Scan ${index}$`)),
    ]);
  });

  it('goes by the inbox’s index for one merchant, and sorts nothing', async () => {
    const nodes = await nodesOf(
      page({ sort: 'deadline', filter: { waitingOn: 'MERCHANT', merchantId: BENCH_MERCHANT } }),
    );
    expect(nodes).toContain('Index Scan cancellation_parts_inbox');
    expect(nodes.filter((name) => /Seq Scan|^Sort$/.test(name))).toEqual([]);
  });
});

interface Node {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Node[];
}

describe('latency', () => {
  it('is told by nearest rank: p99 of a hundred is the second longest', () => {
    const times = Array.from({ length: 100 }, (_unused, index) => 100 - index);
    expect(latencyOf(times)).toEqual({ requests: 100, failed: 0, p50Ms: 50, p99Ms: 99, maxMs: 100 });
    expect(latencyOf([7])).toEqual({ requests: 1, failed: 0, p50Ms: 7, p99Ms: 7, maxMs: 7 });
  });

  it('of an open loop goes by its schedule: whatever begins late is late by so much', async () => {
    const HELD_MS = 300;
    const began: number[] = [];
    const told = await openLoop({ perSecond: 100, count: 10 }, (index) => {
      began.push(index);
      // As a caller that is busy with something else: nothing begins meanwhile.
      if (index === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, HELD_MS);
      return Promise.resolve();
    });
    expect(began).toHaveLength(10);
    // The last was due 90 ms after the first, which held it up for 300.
    expect(told.p50Ms).toBeGreaterThanOrEqual(HELD_MS - 90);
  });

  it('of an open loop does not wait for answers before it asks again', async () => {
    const gate = createGate();
    let asked = 0;
    await openLoop({ perSecond: 1_000, count: 5 }, () => {
      asked += 1;
      if (asked === 5) gate.open();
      return gate.opened;
    });
    expect(asked).toBe(5);
  });

  it('of an open loop counts what fails, with the time that it took', async () => {
    const told = await openLoop({ perSecond: 1_000, count: 4 }, (index) =>
      index === 2 ? Promise.reject(new Error('refused')) : Promise.resolve(),
    );
    expect(told).toMatchObject({ requests: 4, failed: 1 });
  });

  it('of one after the other is that of each alone', async () => {
    const order: string[] = [];
    await inTurn(2, async (index) => {
      order.push(`begin ${index}`);
      await Promise.resolve();
      order.push(`end ${index}`);
    });
    expect(order).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1']);
  });
});
