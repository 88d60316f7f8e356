import { sql } from 'kysely';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import type { DecisionInput } from '../../../../src/ports/cancellation-book';
import { line, tender } from '../orders/new-order';
import { MERCHANT, NOW, openBookshop, refOf, type Bookshop } from './bookshop';

let shop: Bookshop;
let decide: ReturnType<typeof recordDecision>;
beforeAll(async () => {
  shop = await openBookshop();
  decide = recordDecision(shop.db);
  await shop.putMerchant('m_whole', { partsCancellable: false });
});
afterAll(() => shop.close());

async function asked(orderId: string, merchantId = 'm_1') {
  await shop.putOrder({
    orderId,
    lines: [
      line({ lineId: 'a', quantity: 3, merchantId, sku: `${orderId}_a` }),
      line({ lineId: 'b', quantity: 1, merchantId, sku: `${orderId}_b` }),
    ],
    shippingFee: 0,
    tenders: [tender({ captures: [{ captureId: `cap_${orderId}`, amount: 4_000, capturedAt: NOW }] })],
  });
  return refOf(await shop.accepted(orderId));
}

const approval = (over: Partial<DecisionInput> = {}) =>
  ({
    merchantId: 'm_1',
    outcome: 'APPROVED',
    door: 'API',
    actor: MERCHANT,
    receivedAt: NOW.toISOString(),
    ...over,
  }) as const;

async function unitsOf(orderId: string): Promise<Record<string, string>> {
  const rows = await shop.db
    .selectFrom('order_units')
    .select(['unit_id', 'state'])
    .where('order_id', '=', orderId)
    .orderBy('unit_id')
    .execute();
  return Object.fromEntries(rows.map(({ unit_id, state }) => [unit_id, state]));
}

async function stockOf(sku: string) {
  const { rows } =
    await sql`select reserved, available, to_shelve, written_off from stock_items where sku = ${sku}`.execute(shop.db);
  return rows[0];
}

describe('an approval of some units', () => {
  it('lets the others go at once, and returns the money of its own alone', async () => {
    const ref = await asked('some');
    const some = approval({ lines: [{ lineId: 'a', quantity: 2 }] });
    expect(await decide({ ...ref, ...some })).toMatchObject({ outcome: 'recorded', decision: 'APPROVED' });
    expect(await unitsOf('some')).toEqual({ 'a/1': 'HELD', 'a/2': 'HELD', 'a/3': 'ACTIVE', 'b/1': 'ACTIVE' });
    const committed = await commit(shop.db)(ref);
    expect(committed).toMatchObject({ outcome: 'committed', whole: false, refund: 2_000 });
    expect(await unitsOf('some')).toEqual({ 'a/1': 'CANCELLED', 'a/2': 'CANCELLED', 'a/3': 'ACTIVE', 'b/1': 'ACTIVE' });
  });

  it('is the same decision only when it is of the same units', async () => {
    const ref = await asked('again');
    const some = approval({ lines: [{ lineId: 'b', quantity: 1 }] });
    const first = await decide({ ...ref, ...some });
    expect(await decide({ ...ref, ...some })).toEqual(first);
    expect(await decide({ ...ref, ...approval() })).toMatchObject({ code: 'ALREADY_DECIDED' });
  });

  it('of all units is an approval of the whole, also where only the whole is taken', async () => {
    const ref = await asked('all', 'm_whole');
    const all = [
      { lineId: 'a', quantity: 1 },
      { lineId: 'b', quantity: 1 },
      { lineId: 'a', quantity: 2 },
    ];
    await decide({ ...ref, ...approval({ merchantId: 'm_whole', lines: all }) });
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed', whole: true, refund: 4_000 });
  });

  it('leaves out what is in a parcel before what is not', async () => {
    const ref = await asked('packed');
    await shop.db
      .insertInto('shipments')
      .values({
        ...{ shop_id: ref.shopId, order_id: 'packed', shipment_id: 's_1' },
        carrier: 'dhl',
        tracking_ref: 'T',
        state: 'IN_TRANSIT',
      })
      .execute();
    await shop.db
      .insertInto('shipment_units')
      .values({ shop_id: ref.shopId, order_id: 'packed', shipment_id: 's_1', unit_id: 'a/1' })
      .execute();
    const { standing } = await decide({ ...ref, ...approval({ lines: [{ lineId: 'a', quantity: 2 }] }) });
    expect(await unitsOf('packed')).toMatchObject({ 'a/1': 'ACTIVE', 'a/2': 'HELD', 'a/3': 'HELD' });
    expect(standing.parcels).toEqual([]);
  });

  it.each<[string, string, NonNullable<DecisionInput['lines']>, string]>([
    ['too many', 'm_1', [{ lineId: 'a', quantity: 4 }], 'QUANTITY_TOO_GREAT'],
    [
      'too many in two',
      'm_1',
      [
        { lineId: 'a', quantity: 2 },
        { lineId: 'a', quantity: 2 },
      ],
      'QUANTITY_TOO_GREAT',
    ],
    ['of a line that is not there', 'm_1', [{ lineId: 'z', quantity: 1 }], 'UNIT_UNKNOWN'],
    ['where only the whole is taken', 'm_whole', [{ lineId: 'a', quantity: 1 }], 'PART_NOT_ACCEPTED'],
  ])('%s is refused, and changes nothing', async (name, merchantId, ...[lines, code]) => {
    const orderId = name.replaceAll(' ', '_');
    const ref = await asked(orderId, merchantId);
    expect(await decide({ ...ref, ...approval({ merchantId, lines }) })).toMatchObject({ outcome: 'refused', code });
    expect(new Set(Object.values(await unitsOf(orderId)))).toEqual(new Set(['HELD']));
    expect(await shop.events(ref.cancellationId)).toEqual(['REQUESTED', 'ACCEPTED']);
  });
});

it.each([
  ['RELEASE', { reserved: 0, available: 3, to_shelve: 0, written_off: 0 }],
  ['RETURN_TO_SHELF', { reserved: 0, available: 0, to_shelve: 3, written_off: 0 }],
  ['WRITE_OFF', { reserved: 0, available: 0, to_shelve: 0, written_off: 3 }],
] as const)(
  'the merchant’s choice of what becomes of the stock goes before its policy: %s',
  async (restock, expected) => {
    const orderId = `stock_${restock}`;
    const ref = await asked(orderId);
    await decide({ ...ref, ...approval({ restock }) });
    await commit(shop.db)(ref);
    expect(await stockOf(`${orderId}_a`)).toMatchObject(expected);
  },
);
