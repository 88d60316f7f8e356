import { sql } from 'kysely';
import { createInterceptionBook } from '../../../../src/adapters/persistence/interceptions';
import { awaitReturn } from '../../../../src/adapters/persistence/steps/await-return';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import type { Lever } from '../../../../src/domain/lever';
import type { InterceptionOutcome } from '../../../../src/domain/shipment';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { line } from '../orders/new-order';
import { MERCHANT, openBookshop, refOf, SUPPORT, type Bookshop } from './bookshop';

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  for (const merchantId of ['m_1', 'm_2'])
    await shop.putMerchant(merchantId, { approvalNeeded: false, onNotStopped: 'NEEDS_HUMAN' });
});
afterAll(() => shop.close());

const pull = (ref: CancellationRef, lever: Lever, actor = SUPPORT) => pullLever(shop.db)({ ...ref, lever, actor });

describe('levers on parcels', () => {
  async function asked(orderId: string, answer?: InterceptionOutcome) {
    await shop.putOrder({
      orderId,
      lines: [line({ merchantId: 'm_1' })],
      shipments: [{ shipmentId: 'sh', carrier: 'dhl', trackingRef: 'T', state: 'IN_TRANSIT', unitIds: ['a/1'] }],
    });
    const ref = refOf(await shop.accepted(orderId));
    const book = createInterceptionBook(shop.db);
    await book.begin({ ...ref, shipmentId: 'sh' });
    if (answer !== undefined) await book.record({ ...ref, shipmentId: 'sh', answer: { outcome: answer } });
    return ref;
  }
  const parcel = async (orderId: string) => {
    const row = await shop.db
      .selectFrom('shipments')
      .select('state')
      .where('order_id', '=', orderId)
      .executeTakeFirstOrThrow();
    return row.state;
  };
  const resolve = (outcome: 'STOPPED' | 'ALREADY_OUT') =>
    ({ kind: 'resolveInterception', shipmentId: 'sh', outcome }) as const;

  it('resolveInterception says what the carrier cannot; stopped, it is committed', async () => {
    const ref = await asked('unknown', 'UNKNOWN');
    await flag(shop.db)({ ...ref, cause: 'INTERCEPTION_UNKNOWN' });
    const done = await Promise.all([1, 2].map(() => pull(ref, resolve('STOPPED'))));
    expect(done[0]).toMatchObject({ outcome: 'done', state: 'INTERCEPTING', standing: { parcels: [] } });
    expect(done[1]).toEqual(done[0]);
    expect(await parcel('unknown')).toBe('STOPPED');
    expect((await shop.row(ref.cancellationId)).pivot_at).not.toBeNull();
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
  });

  it('resolveInterception "already out" gives the pivot back', async () => {
    const ref = await asked('out', 'UNKNOWN');
    await flag(shop.db)({ ...ref, cause: 'INTERCEPTION_UNKNOWN' });
    expect(await pull(ref, resolve('ALREADY_OUT'))).toMatchObject({ state: 'INTERCEPTING' });
    expect((await shop.row(ref.cancellationId)).pivot_at).toBeNull();
  });

  it('resolveInterception corrects a carrier while a person looks, and takes the pivot; otherwise the carrier holds', async () => {
    const ref = await asked('corrected', 'ALREADY_OUT');
    expect(await pull(ref, resolve('STOPPED'))).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    await flag(shop.db)({ ...ref, cause: 'PARCEL_NOT_STOPPED' });
    expect(await pull(ref, resolve('STOPPED'))).toMatchObject({ state: 'INTERCEPTING' });
    expect(await parcel('corrected')).toBe('STOPPED');
    expect((await shop.row(ref.cancellationId)).pivot_at).not.toBeNull();
    expect(await pull(ref, resolve('ALREADY_OUT'))).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
  });

  it('recordReturn approves again what waited for the parcel', async () => {
    const ref = await asked('returned', 'ALREADY_OUT');
    await awaitReturn(shop.db)({ ...ref, shipmentId: 'sh' });
    expect(await shop.row(ref.cancellationId)).toMatchObject({ state: 'AWAITING_RETURN' });
    const done = await pull(ref, { kind: 'recordReturn', shipmentId: 'sh' });
    expect(done).toMatchObject({ state: 'AWAITING_RETURN', standing: { parts: [{ decision: 'APPROVED' }] } });
    expect(await pull(ref, { kind: 'recordReturn', shipmentId: 'sh' })).toEqual(done);
    expect(await parcel('returned')).toBe('RETURNED');
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed' });
  });

  describe('pulled by a merchant', () => {
    const back = (shipmentId = 'sh') => ({ kind: 'recordReturn', shipmentId }) as const;
    const as = (merchantId?: string) => (ref: CancellationRef, lever: Lever) =>
      pullLever(shop.db)({ ...ref, lever, actor: MERCHANT, ...(merchantId === undefined ? {} : { merchantId }) });

    /** Two merchants' parcels that are out, one of which has units of both. */
    async function out(orderId: string) {
      const parcel = (shipmentId: string, unitIds: readonly string[]) =>
        ({ ...{ shipmentId, carrier: 'dhl', trackingRef: 'T' }, state: 'IN_TRANSIT', unitIds }) as const;
      await shop.putOrder({
        orderId,
        lines: [
          line({ merchantId: 'm_1', quantity: 2, lineId: 'a' }),
          line({ merchantId: 'm_2', quantity: 2, lineId: 'b' }),
        ],
        shipments: [parcel('sh', ['a/1']), parcel('mixed', ['a/2', 'b/1']), parcel('other', ['b/2'])],
      });
      const ref = refOf(await shop.accepted(orderId));
      const book = createInterceptionBook(shop.db);
      for (const shipmentId of ['sh', 'mixed', 'other']) {
        await book.begin({ ...ref, shipmentId });
        await book.record({ ...ref, shipmentId, answer: { outcome: 'ALREADY_OUT' } });
        await awaitReturn(shop.db)({ ...ref, shipmentId });
      }
      return ref;
    }

    it('recordReturn is for a parcel of its own units alone, and tells the timeline whose it is', async () => {
      const ref = await out('own');
      const missing = await as('m_1')(ref, back('nowhere'));
      expect(missing).toMatchObject({ outcome: 'refused', code: 'LEVER_NOT_APPLICABLE' });
      expect(await as('m_1')(ref, back('other'))).toEqual({ ...missing, details: { shipmentId: 'other' } });
      expect(await as('m_1')(ref, back('mixed'))).toMatchObject({
        ...{ code: 'ROLE_NOT_ALLOWED', details: { role: 'merchant', lever: 'recordReturn', shipmentId: 'mixed' } },
      });
      const { rows } = await sql`select from shipments where order_id = 'own' and state <> 'IN_TRANSIT'`.execute(
        shop.db,
      );
      expect(rows).toEqual([]);
      const done = await as('m_1')(ref, back());
      expect(done).toMatchObject({ outcome: 'done', state: 'AWAITING_RETURN' });
      expect(await as('m_1')(ref, back())).toEqual(done);
      const told = await shop.db
        .selectFrom('timeline')
        .select(['actor_id', 'actor_role', 'details'])
        .where('cancellation_id', '=', ref.cancellationId)
        .where('event', '=', 'LEVER_PULLED')
        .execute();
      expect(told).toEqual([
        { actor_id: 'u_1', actor_role: 'merchant', details: { lever: back(), merchantId: 'm_1' } },
      ]);
    });

    it('no other lever is, nor any of a cancellation without a part of its own, nor without saying for whom', async () => {
      const ref = await out('others');
      expect(await as('m_1')(ref, { kind: 'retryStep' })).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
      expect(await as('m_1')(ref, resolve('STOPPED'))).toMatchObject({ code: 'ROLE_NOT_ALLOWED' });
      expect(await as('m_3')(ref, back())).toEqual({ outcome: 'refused', code: 'CANCELLATION_NOT_FOUND' });
      expect(await as()(ref, back())).toMatchObject({ code: 'ROLE_NOT_ALLOWED', details: { field: 'merchantId' } });
    });

    it('none is while support looks at the parcel', async () => {
      const ref = await out('looked_at');
      await flag(shop.db)({ ...ref, cause: 'PARCEL_NOT_STOPPED' });
      expect(await as('m_1')(ref, back())).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
      expect(await pull(ref, back())).toMatchObject({ outcome: 'done' });
    });
  });

  it('do not touch a parcel of other units, or one that the carrier still has', async () => {
    const ref = await asked('foreign');
    expect(await pull(ref, { ...resolve('STOPPED'), shipmentId: 'other' })).toMatchObject({
      code: 'LEVER_NOT_APPLICABLE',
    });
    expect(await pull(ref, { kind: 'recordReturn', shipmentId: 'sh' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await parcel('foreign')).toBe('IN_TRANSIT');
  });
});
