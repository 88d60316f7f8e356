import { sql } from 'kysely';
import { readView } from '../../../../src/adapters/persistence/read-view';
import { recordEvents } from '../../../../src/adapters/persistence/record-event';
import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { explain } from '../../../../src/domain/explain/explain';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { HOUR, NOW, openBookshop, refOf, requestFor, SUPPORT, SYSTEM, type Bookshop } from '../steps/bookshop';
import { line } from '../orders/new-order';
import { escalationDesk } from './desk';

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  await shop.putMerchant('m_short', { escalationWindowMinutes: 60 });
  await shop.putMerchant('m_silent', { onTimeout: 'ESCALATE' });
});
afterAll(() => shop.close());

const YES = { outcome: 'APPROVED' } as const;
const NO = { outcome: 'REJECTED' } as const;
const later = (ms: number) => () => new Date(NOW.getTime() + ms);
const newOf = (ref: CancellationRef) =>
  shop.db.selectFrom('cancellations').selectAll().where('escalates', '=', ref.cancellationId).execute();
const setState = (ref: CancellationRef, state: string) =>
  sql`update cancellations set state = ${state} where cancellation_id = ${ref.cancellationId}`.execute(shop.db);

/** A view is read by the real clock. */
const justNow = (ref: CancellationRef) =>
  sql`update decisions set received_at = now() where cancellation_id = ${ref.cancellationId}`.execute(shop.db);

describe('what was rejected while others approved', () => {
  it('is taken to arbitration as exactly that, once', async () => {
    const desk = escalationDesk(shop);
    const ref = await desk.inPart('rest', { m_1: YES, m_2: NO, m_3: NO });
    await justNow(ref);
    const view = await readView(shop.db, ref);
    expect(view).toMatchObject({ state: 'CLOSED', escalation: { allowedUntil: expect.any(String) as string } });
    const opened = await desk.escalate(ref);
    expect(opened).toMatchObject({ outcome: 'accepted', state: 'ARBITRATION' });
    const [row] = await newOf(ref);
    expect(row?.selection).toEqual({
      kind: 'LINES',
      lines: [
        { lineId: 'l1', quantity: 2 },
        { lineId: 'l2', quantity: 2 },
      ],
    });
    const second = await readView(shop.db, refOf({ cancellationId: row?.cancellation_id ?? '' }));
    expect(second?.parts).toMatchObject([
      { merchantId: 'm_2', decision: 'ESCALATED' },
      { merchantId: 'm_3', decision: 'ESCALATED' },
    ]);
    expect(await desk.escalate(ref, SUPPORT)).toMatchObject({ code: 'ALREADY_ESCALATED' });
    expect(await desk.escalate(ref)).toEqual({ outcome: 'opened', cancellationId: row?.cancellation_id });
    const after = await readView(shop.db, ref);
    expect(after?.escalation).toEqual({ escalatedBy: row?.cancellation_id });
  });

  it('may be some units of a line, and until the cancellation was repaired, too', async () => {
    const desk = escalationDesk(shop);
    const ref = await desk.inPart('some', { m_1: { ...YES, lines: [{ lineId: 'l0', quantity: 1 }] }, m_2: YES });
    await setState(ref, 'REPAIRING');
    expect(await desk.prepare(ref)).toMatchObject({
      escalated: { selection: { kind: 'LINES', lines: [{ lineId: 'l0', quantity: 1 }] } },
    });
    expect(await desk.escalate(ref)).toMatchObject({ outcome: 'accepted', quote: { whole: true } });
  });

  it('is told in words of its own', async () => {
    const ref = await escalationDesk(shop).inPart('words', { m_1: YES, m_2: NO });
    await justNow(ref);
    const view = await readView(shop.db, ref);
    if (view === undefined) throw new Error('There is no such cancellation');
    expect(explain(view, 'en', 'customer').details.join(' ')).toContain(
      'What was rejected can be taken to arbitration',
    );
    expect(explain(view, 'zh', 'customer').details.join(' ')).toContain('被拒绝的部分');
  });

  it('is so as long as the strictest of those who rejected allows, not of those who approved', async () => {
    const two = await escalationDesk(shop).inPart('two', { m_1: YES, m_2: NO, m_short: NO });
    const one = await escalationDesk(shop).inPart('one', { m_short: YES, m_2: NO });
    expect(await escalationDesk(shop, later(HOUR)).prepare(two)).toMatchObject({ outcome: 'allowed' });
    const past = escalationDesk(shop, later(HOUR + 1));
    expect(await past.prepare(two)).toMatchObject({ code: 'ESCALATION_WINDOW_PASSED' });
    expect(await past.prepare(one)).toMatchObject({ outcome: 'allowed' });
  });

  it('is nothing where nothing was rejected, or before the rest is on its way', async () => {
    const desk = escalationDesk(shop);
    expect(await desk.prepare(await desk.inPart('all', { m_1: YES, m_2: YES }))).toMatchObject({
      code: 'ESCALATION_NOT_POSSIBLE',
    });
    const ref = await desk.inPart('early', { m_1: YES, m_2: NO });
    await setState(ref, 'REFUNDING');
    expect(await desk.prepare(ref)).toMatchObject({
      ...{ code: 'ESCALATION_NOT_POSSIBLE', details: { state: 'REFUNDING' } },
    });
  });

  it('is not what was in a parcel that was given up', async () => {
    const desk = escalationDesk(shop);
    const ref = await desk.inPart('given_up', { m_1: { ...YES, lines: [{ lineId: 'l0', quantity: 1 }] }, m_2: YES });
    const { rows } = await sql<{ unit_id: string }>`select unit_id from cancellation_units
      where cancellation_id = ${ref.cancellationId} and state = 'RELEASED'`.execute(shop.db);
    const details = { shipmentId: 's', units: rows.map(({ unit_id }) => unit_id) };
    await recordEvents(shop.db as never, ref, [{ event: 'PARCEL_GIVEN_UP', actor: SYSTEM, details }]);
    expect(await desk.prepare(ref)).toMatchObject({ code: 'ESCALATION_NOT_POSSIBLE' });
  });

  it('is not what an arbiter has ruled on', async () => {
    const lines = ['m_1', 'm_silent'].map((merchantId, index) => line({ lineId: `l${index}`, merchantId }));
    await shop.putOrder({ orderId: 'ruled', lines });
    const ref = refOf(await shop.accepted('ruled'));
    const decide = (merchantId: string, by: { door: 'API' | 'TIMEOUT'; receivedAt: string }) =>
      recordDecision(shop.db)({
        ...{ ...ref, ...by, merchantId, actor: SYSTEM, outcome: by.door === 'API' ? 'APPROVED' : 'BY_POLICY' },
      });
    await decide('m_1', { door: 'API', receivedAt: NOW.toISOString() });
    await decide('m_silent', { door: 'TIMEOUT', receivedAt: later(49 * HOUR)().toISOString() });
    const lever = { kind: 'arbitrate', merchantId: 'm_silent', ruling: 'UPHELD' } as const;
    expect(await pullLever(shop.db)({ ...ref, lever, actor: SUPPORT })).toMatchObject({ outcome: 'done' });
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
    await setState(ref, 'CLOSED');
    expect(await escalationDesk(shop).prepare(ref)).toMatchObject({ code: 'ESCALATION_NOT_POSSIBLE' });
  });

  it('is checked where it is accepted: nothing else, and nothing in the place of what was cancelled meanwhile', async () => {
    const desk = escalationDesk(shop);
    const ref = await desk.inPart('checked', { m_1: YES, m_2: NO });
    const lines = [{ lineId: 'l1', quantity: 2 }];
    const ask = (key: string, over: Parameters<typeof requestFor>[1]) =>
      accept(shop.db, { clock: () => NOW })(
        requestFor('checked', { idempotencyKey: key, escalates: ref.cancellationId, ...over }),
      );
    expect(await ask('whole', {})).toMatchObject({ code: 'ESCALATION_NOT_POSSIBLE' });
    const fewer = { kind: 'LINES', lines: [{ lineId: 'l1', quantity: 1 }] } as const;
    expect(await ask('fewer', { selection: fewer })).toMatchObject({ code: 'ESCALATION_NOT_POSSIBLE' });
    await sql`update order_units set state = 'CANCELLED', cancellation_id = ${ref.cancellationId}
      where order_id = 'checked' and unit_id = 'l1/2'`.execute(shop.db);
    const exactly = { kind: 'LINES', lines } as const;
    expect(await ask('gone', { selection: exactly })).toMatchObject({
      ...{ code: 'UNIT_ALREADY_CANCELLED', details: { lineId: 'l1' } },
    });
    await sql`update order_units set state = 'ACTIVE', cancellation_id = null
      where order_id = 'checked' and unit_id = 'l1/2'`.execute(shop.db);
    expect(await ask('exactly', { selection: exactly })).toMatchObject({ outcome: 'accepted', state: 'ARBITRATION' });
  });
});
