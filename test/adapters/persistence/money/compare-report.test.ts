import { sql } from 'kysely';
import { compareReport } from '../../../../src/adapters/persistence/drift/compare-report';
import { createDriftBook } from '../../../../src/adapters/persistence/drift/drift-book';
import { createDriftReader } from '../../../../src/adapters/persistence/drift/list-drift';
import { readAdyenReport } from '../../../../src/adapters/refund/adyen/read-report';
import { readAlipayReport } from '../../../../src/adapters/refund/alipay/read-report';
import { readWechatPayReport } from '../../../../src/adapters/refund/wechat-pay/read-report';
import type { DriftFilter } from '../../../../src/ports/drift-book';
import type { RefundReport } from '../../../../src/ports/refund-report';
import {
  ADYEN_ACCOUNT,
  adyenFile,
  adyenLine,
  alipayFile,
  alipayLine,
  inPieces,
  MCH_ID,
  SELLER_ID,
  TRADE_NO,
  wechatFile,
  wechatLine,
} from '../../refund/report/report-files';
import { tender } from '../orders/new-order';
import { SHOP } from '../steps/bookshop';
import { openDesk, type Desk } from './refund-desk';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

interface Leg {
  readonly legId: string;
  readonly cancellationId: string;
  readonly key: string;
  readonly psp: string;
  readonly modification: string;
}

let orders = 0;

/** A refund of 45.00 that we say is so, through this channel, sent at this time. */
async function sent(
  channel: string,
  outcome: 'succeeded' | 'pending' | 'ambiguous',
  over: { at?: string; sourceId?: string; providerRef?: string } = {},
): Promise<Leg> {
  orders += 1;
  const { at = '2026-06-01T20:00:00Z', sourceId = `PSP${orders}`, providerRef = `MOD${orders}` } = over;
  const capture = { captureId: sourceId, amount: 4_500, capturedAt: new Date('2026-03-01T10:00:05Z') };
  const tenders = [tender({ captures: [capture], currency: channel === 'adyen' ? 'EUR' : 'CNY' })];
  const currency = channel === 'adyen' ? 'EUR' : 'CNY';
  const { ref } = await desk.committed({ orderId: `o-${orders}`, currency, tenders });
  const legId = `${ref.cancellationId}/1`;
  await desk.send(ref, legId, { outcome, ...(outcome === 'ambiguous' ? {} : { providerRef }) });
  // Orders of these tests are paid through the sandbox, whose rules are the simplest; only here are they another's.
  await sql`alter table refund_legs disable trigger refund_legs_fixed`.execute(desk.db);
  await sql`update refund_legs set channel = ${channel}, submitted_at = ${at} where leg_id = ${legId}`.execute(desk.db);
  await sql`alter table refund_legs enable trigger refund_legs_fixed`.execute(desk.db);
  await sql`update tenders set channel = ${channel} where order_id = ${`o-${orders}`}`.execute(desk.db);
  const { idempotency_key: key, cancellation_id: cancellationId } = await desk.leg(legId);
  return { legId, cancellationId, key, psp: sourceId, modification: providerRef };
}

const compare = (channel: string, report: RefundReport) =>
  compareReport({ db: desk.db, refunds: desk.refunds }, channel, report);
const adyen = (lines: readonly string[]) =>
  compare('adyen', readAdyenReport(inPieces(adyenFile(lines), 4_096), ADYEN_ACCOUNT));
const wechat = (lines: readonly string[]) =>
  compare('wechat-pay', readWechatPayReport(inPieces(wechatFile(lines), 4_096), MCH_ID));
const alipay = (lines: readonly string[]) =>
  compare('alipay', readAlipayReport(inPieces(alipayFile(lines), 4_096), SELLER_ID));

/** As the batch lists this refund; and one more, so that the batch is about the time after it too. */
const listed = ({ psp, modification, key }: Leg, over: Parameters<typeof adyenLine>[0] = {}) =>
  adyenLine({ psp, modification, key, date: '2026-06-01 21:00:00', ...over });

async function cases(filter: DriftFilter = {}) {
  const { items } = await createDriftReader(desk.db).list({ shopId: SHOP, withNoShop: true, filter, limit: 100 });
  return items.map(({ kind, subject }) => [kind, subject]).sort();
}

it('finds what is missing there and what is missing here, once, and closes both when they are gone', async () => {
  const [there, here] = [await sent('adyen', 'succeeded'), await sent('adyen', 'succeeded')];
  const dashboard = adyenLine({ psp: here.psp, modification: 'MODBYHAND', key: '', debit: '1.00' });
  const file = [listed(here), dashboard];
  const first = await adyen(file);
  const both = [
    ['MISSING_HERE', 'MODBYHAND'],
    ['MISSING_THERE', there.legId],
  ];
  expect(first).toMatchObject({ outcome: 'read', refunds: 2, cases: { opened: 2, open: 2, closed: 0 }, changed: [] });
  expect(await cases()).toEqual(both);
  expect(await adyen(file)).toMatchObject({ cases: { opened: 0, open: 2, closed: 0 } });
  expect(await cases()).toEqual(both);

  // The next batch lists the late one; what it doesn't speak of stays as it is.
  expect(await adyen([listed(there, { date: '2026-06-09 12:00:00' })])).toMatchObject({
    cases: { opened: 0, open: 0, closed: 1 },
  });
  expect(await cases()).toEqual([['MISSING_HERE', 'MODBYHAND']]);
  await sql`update captures set committed = committed - 100, external = 100 where capture_id = ${here.psp}`.execute(
    desk.db,
  );
  expect(await adyen(file)).toMatchObject({ cases: { opened: 0, open: 0, closed: 1 } });
  expect(await cases()).toEqual([]);
  expect(await cases({ state: 'closed' })).toEqual(both);
});

it('finds another amount, and a second refund of one leg, and closes them by a file that has them right', async () => {
  const [one, two] = [await sent('adyen', 'succeeded'), await sent('adyen', 'succeeded')];
  const wrong = [listed(one, { debit: '44.00' }), listed(two), listed(two, { modification: 'MODAGAIN' })];
  await adyen(wrong);
  expect(await cases()).toEqual([
    ['AMOUNT', one.legId],
    ['TWICE', two.legId],
  ]);
  // One that is about the same days and lists neither says nothing of them.
  const other = await sent('adyen', 'succeeded');
  expect(await adyen([listed(other)])).toMatchObject({ cases: { open: 0, closed: 0 } });
  expect(await cases()).toHaveLength(2);
  expect(await adyen([listed(one), listed(two)])).toMatchObject({ cases: { open: 0, closed: 2 } });
  expect(await cases()).toEqual([]);
});

it('does not miss what an earlier file has listed', async () => {
  const [first, second] = [await sent('adyen', 'succeeded'), await sent('adyen', 'succeeded')];
  await adyen([listed(first), listed(second)]);
  const third = await sent('adyen', 'succeeded');
  expect(await adyen([listed(third, { date: '2026-06-03 12:00:00' })])).toMatchObject({ cases: { open: 0 } });
});

it('tells legs of their end, by our key where the answer was lost, and of money that came back', async () => {
  const [waiting, lost, back] = [
    await sent('adyen', 'pending'),
    await sent('adyen', 'ambiguous'),
    await sent('adyen', 'succeeded'),
  ];
  const file = [
    ...[waiting, lost, back].map((leg) => listed(leg)),
    listed(back, { type: 'RefundedReversed', debit: '', credit: '45.00' }),
  ];
  const read = await adyen(file);
  expect(read).toMatchObject({ cases: { open: 0 } });
  expect(read.outcome === 'read' && read.changed.map(({ legId }) => legId).sort()).toEqual(
    [waiting, lost, back].map(({ legId }) => legId).sort(),
  );
  expect(await desk.leg(waiting.legId)).toMatchObject({ state: 'SUCCEEDED' });
  expect(await desk.leg(lost.legId)).toMatchObject({ state: 'SUCCEEDED', provider_ref: lost.modification });
  expect(await desk.leg(back.legId)).toMatchObject({ state: 'SUCCEEDED', late_news: 'RETURNED' });
  const again = await adyen(file);
  expect(again).toMatchObject({ changed: [], cases: { opened: 0, open: 0, closed: 0 } });
  const rows = await sql<{ n: number }>`select count(*)::int as n from repairs where subject = ${back.legId}`.execute(
    desk.db,
  );
  expect(rows.rows).toEqual([{ n: 1 }]);
});

it('applies nothing of a file that turns out bad at its end', async () => {
  const leg = await sent('adyen', 'pending');
  await sent('adyen', 'succeeded');
  const read = await adyen([listed(leg), 'cut,line']);
  expect(read).toMatchObject({ outcome: 'refused', code: 'REPORT_ROW_UNREADABLE', line: 4 });
  expect(await desk.leg(leg.legId)).toMatchObject({ state: 'PENDING', reported_at: null });
  expect(await cases({ state: 'all' })).toEqual([]);
  expect(await desk.db.selectFrom('provider_refunds').selectAll().execute()).toEqual([]);
});

it('reads a bill of WeChat Pay as of its day: what was pending then may be done, what was closed is not believed', async () => {
  const transaction = '4200000008201712143733500001';
  const [byNumber, byOrder] = [
    await sent('wechat-pay', 'succeeded', { sourceId: transaction, providerRef: '501' }),
    await sent('wechat-pay', 'pending', { sourceId: 'order-1', providerRef: '502' }),
  ];
  const read = await wechat([
    wechatLine({ refundId: '501', key: byNumber.key, status: 'PROCESSING' }),
    wechatLine({ refundId: '502', key: byOrder.key, status: 'CLOSED', transaction: '42', order: byOrder.psp }),
    wechatLine({ refundId: '503', key: 'by-hand', amount: '0.01' }),
  ]);
  expect(read).toMatchObject({ changed: [], cases: { opened: 1, open: 1 } });
  expect(await cases()).toEqual([['MISSING_HERE', '503']]);
  expect(await desk.leg(byOrder.legId)).toMatchObject({ state: 'PENDING' });
});

it('takes a payment of Alipay by either number', async () => {
  const [byTrade, byOrder] = [
    await sent('alipay', 'ambiguous', { sourceId: TRADE_NO }),
    await sent('alipay', 'ambiguous', { sourceId: 'order-1' }),
  ];
  const read = await alipay([
    alipayLine({ key: byTrade.key }),
    alipayLine({ key: byOrder.key, trade: '2026060222001400000000000002', order: byOrder.psp }),
  ]);
  expect(read).toMatchObject({ outcome: 'read', refunds: 2, cases: { open: 0 } });
  expect(await desk.leg(byTrade.legId)).toMatchObject({ state: 'SUCCEEDED' });
  expect(await desk.leg(byOrder.legId)).toMatchObject({ state: 'SUCCEEDED' });
});

it('leaves the case of a file alone when its leg is asked about, and the other way round', async () => {
  const [absent, asked] = [
    await sent('alipay', 'succeeded', { at: '2026-06-02T03:00:00Z' }),
    await sent('alipay', 'succeeded', { sourceId: TRADE_NO, at: '2026-06-02T03:00:00Z' }),
  ];
  const drift = createDriftBook(desk.db);
  const query = (legId: string, outcome: string) =>
    drift.compareQueried(
      {
        ...{ pass: legId, channel: 'alipay', mode: 'query', from: '2026-01-01T00:00:00Z' },
        to: new Date().toISOString(),
      },
      [{ legId, shopId: SHOP, outcome }],
    );
  await query(asked.legId, 'not_found');
  await alipay([alipayLine({ key: asked.key })]);
  const both = [absent, asked].map(({ legId }) => ['MISSING_THERE', legId]).sort();
  expect(await cases()).toEqual(both);
  await query(absent.legId, 'succeeded');
  expect(await cases()).toEqual([['MISSING_THERE', absent.legId]]);
});
