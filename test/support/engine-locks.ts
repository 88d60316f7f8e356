import { sql } from 'kysely';
import type { Transaction } from '../../src/adapters/persistence/database';
import type { Scene } from './engine-scene';
import { createGate, waitFor } from './wait-for';

/** An order's row that this test holds: every step on the order stands still until it lets go. */
export interface HeldOrder {
  /** Until so many steps wait for it. */
  readonly waiting: (count: number) => Promise<void>;
  readonly letGo: () => Promise<void>;
}

/** Locks a scene's order, as a step in another process would. */
export async function holdOrder({ engine, ref, order }: Scene): Promise<HeldOrder> {
  const gate = createGate();
  const locked = createGate();
  const held = engine.db.transaction().execute(async (tx: Transaction) => {
    await sql`select from orders where shop_id = ${ref.shopId} and order_id = ${order.orderId} for update`.execute(tx);
    locked.open();
    await gate.opened;
  });
  await Promise.race([locked.opened, held]);
  return {
    waiting: async (count) => {
      await waitFor('a step to wait for the order', async () => {
        const { rows } = await sql<{ count: number }>`
          select count(*)::int as count from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like '%orders%'`.execute(engine.db);
        return (rows[0]?.count ?? 0) >= count ? true : undefined;
      });
    },
    letGo: async () => {
      gate.open();
      await held;
    },
  };
}
