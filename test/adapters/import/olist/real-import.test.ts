import { sql } from 'kysely';
import { importOlist } from '../../../../src/adapters/import/olist/import-olist';
import { readOlist } from '../../../../src/adapters/import/olist/read-olist';
import { openDatabase } from '../../../../src/adapters/persistence/database';
import { createTestDatabase } from '../../../support/test-database';
import { describeOnRealOlist } from './real-olist';

describeOnRealOlist('The 20,000 real orders in PostgreSQL', (folder) => {
  test('are all there, and every order is paid for to the cent', async () => {
    await using database = await createTestDatabase();
    const db = openDatabase(database.url, { max: 2 });
    try {
      const read = await readOlist(folder);
      const options = { shopId: 'olist', connected: false, asOf: 'purchase', now: new Date() } as const;
      expect(await importOlist(db, read, options)).toMatchObject({ inserted: 20_000, existing: 0, refused: [] });
      const { rows: totals } = await sql`select
        (select count(*) from order_units) as units,
        (select count(*) from captures) as captures,
        (select count(*) from merchants) as merchants`.execute(db);
      // 2,096 sellers, and the shop itself.
      expect(totals).toEqual([{ units: 22_618, captures: 20_873, merchants: 2_097 }]);
      const { rows: unpaid } = await sql`
        select order_id from orders
        left join (select order_id, sum(price + tax + shipping) as units from order_units group by 1) u using (order_id)
        left join (select order_id, sum(amount) as paid from captures group by 1) c using (order_id)
        where coalesce(units, 0) + adjustment <> coalesce(paid, 0)`.execute(db);
      expect(unpaid).toEqual([]);
    } finally {
      await db.destroy();
    }
  }, 120_000);
});
