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
      const { count } = db.fn;
      const rows = await Promise.all(
        (['order_units', 'captures', 'merchants'] as const).map((table) =>
          db.selectFrom(table).select(count<number>('shop_id').as('rows')).executeTakeFirstOrThrow(),
        ),
      );
      // 2,096 sellers, and the shop itself.
      expect(rows.map((row) => Number(row.rows))).toEqual([22_618, 20_873, 2_097]);
      const unpaid = await db
        .selectFrom('orders')
        .select(['orders.order_id'])
        .where(({ eb, selectFrom }) => {
          const paid = selectFrom('captures')
            .select(({ fn }) => fn.coalesce(fn.sum<number>('amount'), eb.lit(0)).as('paid'))
            .whereRef('captures.order_id', '=', 'orders.order_id');
          const units = selectFrom('order_units')
            .select(({ fn, eb: unit }) =>
              fn
                .coalesce(
                  fn.sum<number>(unit(unit('price', '+', unit.ref('shipping')), '+', unit.ref('tax'))),
                  eb.lit(0),
                )
                .as('units'),
            )
            .whereRef('order_units.order_id', '=', 'orders.order_id');
          return eb(eb(units, '+', eb.ref('orders.adjustment')), '<>', paid);
        })
        .execute();
      expect(unpaid).toEqual([]);
    } finally {
      await db.destroy();
    }
  }, 120_000);
});
