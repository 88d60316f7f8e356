import { createHash } from 'node:crypto';
import { idOf, openPaymentDesk, SHOP, type PaymentDesk } from './payment-desk';

let desk: PaymentDesk;
beforeAll(async () => {
  desk = await openPaymentDesk();
});
afterAll(() => desk.close());

async function closed(...amounts: readonly number[]): Promise<{ shopId: string; batchId: string }> {
  for (const amount of amounts) await desk.channel.submit(await desk.leg({ amount }));
  const answer = await desk.batches.close({ shopId: SHOP, actorId: 'anna' });
  if (answer.outcome === 'refused') throw new Error(answer.code);
  return { shopId: SHOP, batchId: answer.batchId };
}

describe('a leg that is queued', () => {
  it('is pending, and one transfer, however often it is submitted at once', async () => {
    const leg = await desk.leg();
    const answers = await Promise.all(Array.from({ length: 8 }, () => desk.channel.submit(leg)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ outcome: 'pending', providerRef: idOf(leg) })]),
    );
    const rows = await desk.db
      .selectFrom('bank_transfers')
      .select('end_to_end_id')
      .where('idempotency_key', '=', leg.idempotencyKey)
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('joins one batch with all that are submitted at the same time', async () => {
    await closed(100);
    const legs = await Promise.all(Array.from({ length: 20 }, () => desk.leg()));
    await Promise.all(legs.map((leg) => desk.channel.submit(leg)));
    const [open, ...others] = (await desk.batches.list(SHOP)).filter(({ state }) => state === 'OPEN');
    expect(open).toMatchObject({ count: 20, amount: 20 * 4_500 });
    expect(others).toEqual([]);
  });

  it('goes into the next batch once this one is closed, and none is lost while it is', async () => {
    await closed(100);
    const legs = await Promise.all(Array.from({ length: 40 }, () => desk.leg()));
    const submits = legs.map(async (leg, index) => {
      if (index % 10 === 5) await desk.batches.close({ shopId: SHOP, actorId: 'anna' });
      return desk.channel.submit(leg);
    });
    expect((await Promise.all(submits)).every(({ outcome }) => outcome === 'pending')).toBe(true);
    const rows = await desk.db
      .selectFrom('bank_transfers')
      .innerJoin('bank_batches', 'bank_batches.batch_id', 'bank_transfers.batch_id')
      .select(['end_to_end_id', 'bank_batches.closed_at', 'bank_transfers.created_at'])
      .where(
        'idempotency_key',
        'in',
        legs.map(({ idempotencyKey }) => idempotencyKey),
      )
      .execute();
    expect(rows).toHaveLength(40);
    await closed(100);
  });

  it.each([
    ['of a kind that it can’t be', { kind: 'refund' as const }, 'KIND_NOT_SUPPORTED'],
    ['in another currency', { currency: 'USD' }, 'CURRENCY_NOT_SUPPORTED'],
    ['of nothing', { amount: 0 }, 'AMOUNT_OUT_OF_RANGE'],
    ['of more than a transfer carries', { amount: 100_000_000_000 }, 'AMOUNT_OUT_OF_RANGE'],
    ['to nowhere', { destinationId: 'nowhere' }, 'DESTINATION_UNKNOWN'],
  ])('is refused for ever when it is %s', async (_what, over, code) => {
    expect(await desk.channel.submit(await desk.leg(over))).toEqual({ outcome: 'failed', code });
  });

  it('keeps neither account nor name', async () => {
    const tables = ['bank_batches', 'bank_transfers', 'bank_files', 'webhook_inbox'] as const;
    await desk.sent(700);
    for (const table of tables) {
      const text = JSON.stringify(await desk.db.selectFrom(table).selectAll().execute());
      expect(text).not.toMatch(/FR1420041010050500013M02606|DE89370400440532013000|ller/);
    }
  });
});

describe('a batch', () => {
  it('is released by a second person, as a file of its transfers', async () => {
    const ref = await closed(4_500, 5);
    const released = await desk.desk.release({ ...ref, actorId: 'ben' });
    const written = await desk.desk.write(ref);
    if (written.outcome !== 'written' || released.outcome !== 'released') throw new Error(JSON.stringify([released]));
    expect(released.fileHash).toBe(createHash('sha256').update(written.xml).digest('hex'));
    expect(written.xml).toContain(`<MsgId>${ref.batchId}</MsgId>`);
    expect(written.xml).toContain('<ReqdExctnDt><Dt>2026-03-02</Dt></ReqdExctnDt>');
    expect(await desk.desk.write(ref)).toEqual(written);
    const batch = await desk.batches.read(ref);
    expect(batch).toMatchObject({ state: 'RELEASED', closedBy: 'anna', releasedBy: 'ben' });
    expect(batch?.transfers.map(({ state }) => state)).toEqual(['SENT', 'SENT']);
  });

  it('is not released by who closed it', async () => {
    const ref = await closed(300);
    expect(await desk.desk.release({ ...ref, actorId: 'anna' })).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    expect(
      await desk.batches.release({ ...ref, actorId: 'ANNA', releasedAt: new Date(), fileHash: 'x', unpayable: [] }),
    ).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    const set = { state: 'RELEASED', released_by: 'Anna', released_at: new Date(), file_hash: 'x' } as const;
    await expect(
      desk.db.updateTable('bank_batches').set(set).where('batch_id', '=', ref.batchId).execute(),
    ).rejects.toThrow('released_by_another');
    expect(await desk.batches.read(ref)).toMatchObject({ state: 'AWAITING_RELEASE' });
  });

  it('is released once', async () => {
    const ref = await closed(300);
    const both = await Promise.all([
      desk.desk.release({ ...ref, actorId: 'ben' }),
      desk.desk.release({ ...ref, actorId: 'carl' }),
    ]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'released']);
    expect(await desk.desk.release({ ...ref, actorId: 'carl' })).toMatchObject({
      code: 'BATCH_NOT_RELEASABLE',
      details: { state: 'RELEASED' },
    });
  });

  it('is neither released nor written before it is closed and released', async () => {
    await desk.channel.submit(await desk.leg());
    const [open] = (await desk.batches.list(SHOP)).filter(({ state }) => state === 'OPEN');
    const ref = { shopId: SHOP, batchId: open?.batchId ?? '' };
    expect(await desk.desk.release({ ...ref, actorId: 'ben' })).toMatchObject({ details: { state: 'OPEN' } });
    expect(await desk.desk.write(ref)).toMatchObject({ code: 'BATCH_NOT_RELEASABLE' });
    expect(await desk.desk.write({ shopId: SHOP, batchId: 'R000000-0000000000' })).toMatchObject({
      code: 'BATCH_NOT_FOUND',
    });
    await desk.batches.close({ shopId: SHOP, actorId: 'anna' });
    expect(await desk.batches.close({ shopId: SHOP, actorId: 'anna' })).toMatchObject({ code: 'BATCH_NOT_FOUND' });
  });

  it('takes nothing any more once it is closed, and no transfer of it changes', async () => {
    const ref = await closed(300);
    const [row] = await desk.db.selectFrom('bank_transfers').selectAll().where('batch_id', '=', ref.batchId).execute();
    if (row === undefined) throw new Error('no transfer');
    const another = { ...row, end_to_end_id: 'another', idempotency_key: 'rescind-another' };
    await expect(desk.db.insertInto('bank_transfers').values(another).execute()).rejects.toThrow('is not open');
    await expect(
      desk.db.updateTable('bank_transfers').set({ amount: 301 }).where('batch_id', '=', ref.batchId).execute(),
    ).rejects.toThrow('may not change');
  });

  it('leaves out who was forgotten before its release, and says that this one failed', async () => {
    const forgotten = await desk.leg({ amount: 200 });
    await desk.channel.submit(forgotten);
    await desk.destinations.erase({ shopId: SHOP, destinationId: forgotten.destinationId ?? '' });
    const ref = await closed(300);
    const released = await desk.desk.release({ ...ref, actorId: 'ben' });
    expect(released).toMatchObject({ unpayable: [{ endToEndId: idOf(forgotten), code: 'DESTINATION_UNKNOWN' }] });
    expect(await desk.channel.query(forgotten)).toMatchObject({ outcome: 'failed', code: 'DESTINATION_UNKNOWN' });
    const written = await desk.desk.write(ref);
    if (written.outcome !== 'written') throw new Error(written.code);
    expect(written.xml).not.toContain(idOf(forgotten));
    expect(written.xml).toContain('<NbOfTxs>1</NbOfTxs>');
  });

  it('with nobody left to pay ends without a file', async () => {
    const { destinationId = '' } = await desk.leg();
    await desk.channel.submit(await desk.leg({ destinationId }));
    await desk.destinations.erase({ shopId: SHOP, destinationId });
    const closing = await desk.batches.close({ shopId: SHOP, actorId: 'anna' });
    if (closing.outcome === 'refused') throw new Error(closing.code);
    const ref = { shopId: SHOP, batchId: closing.batchId };
    expect(await desk.desk.release({ ...ref, actorId: 'ben' })).not.toHaveProperty('fileHash');
    expect(await desk.batches.read(ref)).toMatchObject({ state: 'REJECTED' });
  });

  it('whose file would be another one by now is not written again', async () => {
    const { batch, legs } = await desk.sent(300, 400);
    await desk.destinations.erase({ shopId: SHOP, destinationId: legs[0]?.destinationId ?? '' });
    expect(await desk.desk.write(batch)).toEqual({ outcome: 'refused', code: 'FILE_CHANGED' });
  });
});
