import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../../../../src/adapters/persistence/database';
import { ensureShop } from '../../../../src/adapters/persistence/orders/ensure-shop';
import { createOrderBook } from '../../../../src/adapters/persistence/orders/order-book';
import { createPayoutDestinations } from '../../../../src/adapters/persistence/payouts/payout-destinations';
import { createSealer } from '../../../../src/adapters/secrets/sealer';
import type { NewDestination, PayoutDestinations } from '../../../../src/ports/payout-destinations';
import { createTestDatabase } from '../../../support/test-database';
import { newOrder } from '../orders/new-order';

const SHOP = 'shop_1';
const ACTOR = { id: 's_1', role: 'support' } as const;
const IBAN = 'DE89370400440532013000';
const ACCOUNT = { kind: 'BANK_ACCOUNT', iban: 'de89 3704 0044 0532 0130 00', name: ' Erika Mustermann ' } as const;

const sealerOf = (...ids: readonly string[]) =>
  createSealer({ current: ids[0] ?? '', keys: new Map(ids.map((id) => [id, KEYS[id] ?? Buffer.alloc(32)])) });
const KEYS: Readonly<Record<string, Buffer>> = { k1: randomBytes(32), k2: randomBytes(32) };

describe('payout destinations', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let db: Database;
  let destinations: PayoutDestinations;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url, { max: 4 });
    await ensureShop(db, { shopId: SHOP });
    await createOrderBook(db, { channels: new Set(['sandbox']) }).putOrder(SHOP, newOrder());
    destinations = createPayoutDestinations(db, sealerOf('k1'));
  });
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  const create = async (destination: NewDestination = ACCOUNT, from = destinations) => {
    const created = await from.create({ shopId: SHOP, orderId: 'o_1', destination, actor: ACTOR });
    if (created.outcome === 'refused') throw new Error(JSON.stringify(created));
    return { shopId: SHOP, destinationId: created.destination.destinationId };
  };

  it('show their last four characters, and tell the rest to the payout channel alone', async () => {
    const ref = await create({ ...ACCOUNT, bic: 'cobadeff xxx' });
    const view = await destinations.read(ref);
    expect(view).toMatchObject({ kind: 'BANK_ACCOUNT', orderId: 'o_1', hint: '3000' });
    expect(JSON.stringify(view)).not.toContain('Erika');
    expect(await destinations.destinationDetails(ref)).toEqual({
      ...{ iban: IBAN, name: 'Erika Mustermann', bic: 'COBADEFFXXX' },
    });
    expect(await destinations.listOf({ shopId: SHOP, orderId: 'o_1' })).toContainEqual(view);
    expect(await destinations.destinationDetails({ ...ref, shopId: 'shop_2' })).toBeUndefined();
  });

  it('are in no text of any table in the clear', async () => {
    await create();
    const { rows: columns } = await sql<{ table: string; column: string }>`
      select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and data_type in ('text', 'character', 'character varying', 'json', 'jsonb', 'bytea')`.execute(
      db,
    );
    expect(columns.length).toBeGreaterThan(100);
    const found: string[] = [];
    for (const { table, column } of columns) {
      const text = sql`case when pg_typeof(${sql.ref(column)}) = 'bytea'::regtype
        then encode(${sql.ref(column)}::text::bytea, 'escape') else ${sql.ref(column)}::text end`;
      const { rows } =
        await sql`select from ${sql.table(table)} where ${text} ~* ${`${IBAN}|${IBAN.slice(4)}|Mustermann`}
        or ${text} like ${`%${Buffer.from(IBAN).toString('hex')}%`}`.execute(db);
      if (rows.length > 0) found.push(`${table}.${column}`);
    }
    expect(found).toEqual([]);
  });

  it('sealed by an old key open after a rotation, and not without it', async () => {
    const ref = await create();
    const after = createPayoutDestinations(db, sealerOf('k2', 'k1'));
    expect(await after.destinationDetails(ref)).toMatchObject({ iban: IBAN });
    const anew = await create(ACCOUNT, after);
    expect(await createPayoutDestinations(db, sealerOf('k2')).destinationDetails(anew)).toMatchObject({ iban: IBAN });
    await expect(destinations.destinationDetails(anew)).rejects.toThrow('no key that is known');
  });

  it('do not open when they were changed, or put in another’s place', async () => {
    const [one, other] = [await create(), await create()];
    const sealed = async (id: string) =>
      (
        await db
          .selectFrom('payout_destinations')
          .select('sealed')
          .where('destination_id', '=', id)
          .executeTakeFirstOrThrow()
      ).sealed ?? Buffer.alloc(0);
    const put = (value: Buffer) =>
      db
        .updateTable('payout_destinations')
        .set({ sealed: value })
        .where('destination_id', '=', one.destinationId)
        .execute();
    await put(await sealed(other.destinationId));
    await expect(destinations.destinationDetails(one)).rejects.toThrow('can’t be opened');
    const changed = Buffer.from(await sealed(other.destinationId));
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    await put(changed);
    await expect(destinations.destinationDetails(one)).rejects.toThrow('can’t be opened');
  });

  it('are forgotten for ever once erased; that they were there stays', async () => {
    const ref = await create();
    expect(await destinations.erase(ref)).toBe(true);
    const view = await destinations.read(ref);
    expect(view).toMatchObject({ hint: '3000', erasedAt: expect.any(String) as string });
    expect(await destinations.destinationDetails(ref)).toBeUndefined();
    expect(await destinations.erase(ref)).toBe(true);
    expect(await destinations.read(ref)).toEqual(view);
    expect(await destinations.erase({ ...ref, destinationId: 'nowhere' })).toBe(false);
  });

  it.each([
    ['iban', { ...ACCOUNT, iban: 'DE88370400440532013000' }],
    ['iban', { ...ACCOUNT, iban: '4111 1111 1111 1111' }],
    ['name', { ...ACCOUNT, name: '  ' }],
    ['name', { ...ACCOUNT, name: 'Erika\nMustermann' }],
    ['bic', { ...ACCOUNT, bic: 'NO' }],
    ['balanceId', { kind: 'STORE_CREDIT', balanceId: 'not an id' }],
  ] as const)('with a wrong %s are refused, and nothing of it is repeated', async (field, destination) => {
    const answer = await destinations.create({ shopId: SHOP, orderId: 'o_1', destination, actor: ACTOR });
    expect(answer).toEqual({ outcome: 'refused', code: 'DESTINATION_INVALID', details: { field } });
  });

  it('of an order that is not there are refused', async () => {
    const ask = { shopId: SHOP, orderId: 'nowhere', destination: ACCOUNT, actor: ACTOR };
    expect(await destinations.create(ask)).toEqual({ outcome: 'refused', code: 'ORDER_NOT_FOUND' });
  });

  it('without a key take a store credit, and no bank account', async () => {
    const keyless = createPayoutDestinations(db, undefined);
    await expect(create(ACCOUNT, keyless)).rejects.toThrow('RESCIND_DATA_KEYS is not set');
    const ref = await create({ kind: 'STORE_CREDIT', balanceId: 'customer_7' }, keyless);
    expect(await keyless.read(ref)).toMatchObject({ kind: 'STORE_CREDIT', hint: 'er_7' });
    expect(await keyless.destinationDetails(ref)).toBeUndefined();
  });
});
