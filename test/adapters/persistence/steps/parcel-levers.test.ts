import { createInterceptionBook } from '../../../../src/adapters/persistence/interceptions';
import { awaitReturn } from '../../../../src/adapters/persistence/steps/await-return';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { flag } from '../../../../src/adapters/persistence/steps/flag';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import type { Lever } from '../../../../src/domain/lever';
import type { InterceptionOutcome } from '../../../../src/domain/shipment';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { line } from '../orders/new-order';
import { openBookshop, refOf, SUPPORT, type Bookshop } from './bookshop';

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  await shop.putMerchant('m_1', { approvalNeeded: false, onNotStopped: 'NEEDS_HUMAN' });
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

  it('do not touch a parcel of other units, or one that the carrier still has', async () => {
    const ref = await asked('foreign');
    expect(await pull(ref, { ...resolve('STOPPED'), shipmentId: 'other' })).toMatchObject({
      code: 'LEVER_NOT_APPLICABLE',
    });
    expect(await pull(ref, { kind: 'recordReturn', shipmentId: 'sh' })).toMatchObject({ code: 'LEVER_NOT_APPLICABLE' });
    expect(await parcel('foreign')).toBe('IN_TRANSIT');
  });
});
