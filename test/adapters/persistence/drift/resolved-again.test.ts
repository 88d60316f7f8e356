import { sql } from 'kysely';
import { createDriftReader } from '../../../../src/adapters/persistence/drift/list-drift';
import { createDriftResolver } from '../../../../src/adapters/persistence/drift/resolve-case';
import { writeCases } from '../../../../src/adapters/persistence/drift/write-cases';
import { inTransaction } from '../../../../src/adapters/persistence/in-transaction';
import { openBookshop, SHOP, SUPPORT, type Bookshop } from '../steps/bookshop';

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
});
afterAll(() => shop.close());

/** A pass of reconciliation that sees one difference of this amount, or none. */
const pass = (amount?: number) =>
  inTransaction(shop.db, (tx) =>
    writeCases(
      tx,
      sql<object>`select ${SHOP}::text as shop_id, 'sandbox' as channel, 'AMOUNT' as kind, 'leg_1' as subject, null as leg_id,
        null as cancellation_id, json_build_object('amount', ${amount ?? 0}::int) as ours, '{}' as theirs, now() as happened_at
        where ${amount !== undefined}`,
      { channel: sql`'sandbox'`, kinds: ['AMOUNT'] },
    ),
  );
const list = async (state: 'open' | 'resolved' | 'closed') => {
  const { items } = await createDriftReader(shop.db).list({
    shopId: SHOP,
    withNoShop: false,
    filter: { state },
    limit: 9,
  });
  return items;
};

it('what a person has resolved stays off the list while it is the same, and is to do again once it is another', async () => {
  await pass(100);
  const [open] = await list('open');
  const resolution = { shopId: SHOP, withNoShop: false, caseId: open?.caseId ?? 0, note: 'Known', actor: SUPPORT };
  expect(await createDriftResolver(shop.db).resolve(resolution)).toMatchObject({ outcome: 'resolved' });
  await pass(100);
  expect([await list('open'), await list('resolved')]).toMatchObject([[], [{ resolution: { note: 'Known' } }]]);
  await pass(101);
  const [again] = await list('open');
  expect([again?.caseId, again?.resolution]).toEqual([open?.caseId, undefined]);
  await pass();
  expect([await list('open'), await list('closed')]).toMatchObject([[], [{ caseId: open?.caseId }]]);
  expect(await createDriftResolver(shop.db).resolve(resolution)).toMatchObject({ outcome: 'gone' });
});
