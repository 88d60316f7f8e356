import type { BankReport } from '../../../../src/adapters/refund/sepa/read-bank-file';
import { toDecimal } from '../../../../src/adapters/refund/sepa/decimal';
import type { RefundEvent } from '../../../../src/ports/refund-book';
import type { LegRequest } from '../../../../src/ports/refund-channel';
import { camt, pain002 } from './bank-files';
import { idOf, openPaymentDesk, SHOP, type PaymentDesk } from './payment-desk';

let desk: PaymentDesk;
beforeAll(async () => {
  desk = await openPaymentDesk();
});
afterAll(() => desk.close());

async function report(bytes: Buffer): Promise<BankReport> {
  const read = await desk.read(bytes);
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read));
  return read.report;
}

async function one(amount = 4_500): Promise<{ leg: LegRequest; id: string; batchId: string }> {
  const { batch, legs } = await desk.sent(amount);
  const [leg] = legs;
  if (leg === undefined) throw new Error('no leg');
  return { leg, id: idOf(leg), batchId: batch.batchId };
}

const stateOf = async (leg: LegRequest) => (await desk.batches.transfer(leg.idempotencyKey))?.state;

/** What legs were told of a transfer, in order. */
async function told(leg: LegRequest): Promise<string[]> {
  const rows = await desk.db
    .selectFrom('webhook_inbox')
    .select('answer')
    .where('source', '=', 'sepa')
    .where('reference', '=', leg.idempotencyKey)
    .orderBy('received_at')
    .execute();
  return rows.map(({ answer }) => `${answer.answer.outcome} ${answer.answer.code ?? ''}`.trim());
}

describe('a status report', () => {
  it.each(['03', '10', '12'] as const)('pain.002.001.%s that takes a batch on is no success', async (version) => {
    const { leg, batchId } = await one();
    const messageId = `PSR-${version}`;
    expect(await report(pain002({ version, messageId, batchId, group: { status: 'ACSP' } }))).toMatchObject({
      accepted: 1,
    });
    expect(await desk.channel.query(leg)).toEqual({ outcome: 'pending', providerRef: idOf(leg) });
    expect(await told(leg)).toEqual([]);
  });

  it('that rejects one of three rejects that one', async () => {
    const { batch, legs } = await desk.sent(100, 200, 300);
    const [first, second, third] = legs as [LegRequest, LegRequest, LegRequest];
    const singles = [
      { id: idOf(second), status: 'RJCT', reason: 'AC04' },
      { id: idOf(third), status: 'ACSC' },
    ];
    const said = await report(
      pain002({ batchId: batch.batchId, group: { status: 'PART' }, block: { status: 'PART' }, singles }),
    );
    expect(said).toMatchObject({ rejected: [{ endToEndId: idOf(second), code: 'AC04' }], accepted: 1, oddities: [] });
    expect(await Promise.all([first, second, third].map(stateOf))).toEqual(['SENT', 'REJECTED', 'ACCEPTED']);
    expect(await desk.channel.query(second)).toMatchObject({ outcome: 'failed', code: 'AC04' });
    expect(await told(second)).toEqual(['failed AC04']);
  });

  it('that rejects the whole file rejects every transfer, and the batch', async () => {
    const { batch, legs } = await desk.sent(100, 200);
    await report(pain002({ batchId: batch.batchId, group: { status: 'RJCT', reason: 'AM05' } }));
    expect(await Promise.all(legs.map(stateOf))).toEqual(['REJECTED', 'REJECTED']);
    expect(await desk.batches.read(batch)).toMatchObject({ state: 'REJECTED' });
  });

  it('believes what is said of one transfer before what is said of its block, and that before the file', async () => {
    const { batch, legs } = await desk.sent(100, 200);
    const [first, second] = legs as [LegRequest, LegRequest];
    const singles = [{ id: idOf(first), status: 'ACSP' }];
    const block = { status: 'RJCT', reason: 'AM04' };
    await report(pain002({ batchId: batch.batchId, group: { status: 'ACTC' }, block, singles }));
    expect(await Promise.all([first, second].map(stateOf))).toEqual(['ACCEPTED', 'REJECTED']);
  });

  it('that it has been received, or is pending, changes nothing', async () => {
    const { leg, batchId } = await one();
    expect(await report(pain002({ batchId, group: { status: 'RCVD' } }))).toMatchObject({ accepted: 0, oddities: [] });
    expect(await report(pain002({ batchId, group: { status: 'PDNG' } }))).toMatchObject({ accepted: 0, oddities: [] });
    expect(await stateOf(leg)).toBe('SENT');
  });

  it('of a status that we don’t act on is shown to a person', async () => {
    const { leg, id, batchId } = await one();
    const said = await report(pain002({ batchId, singles: [{ id, status: 'CANC' }] }));
    expect(said.oddities).toEqual([{ code: 'STATUS_CANC', entry: '0.0', endToEndId: id }]);
    expect(await stateOf(leg)).toBe('SENT');
  });

  it('about another program’s file is refused, and nothing is kept of it', async () => {
    const bytes = pain002({
      batchId: 'PAYROLL-7',
      group: { status: 'RJCT' },
      singles: [{ id: 'SALARY', status: 'RJCT' }],
    });
    expect(await desk.read(bytes)).toEqual({ outcome: 'refused', code: 'MESSAGE_NOT_OURS' });
  });
});

describe('a statement', () => {
  it.each([
    ['camt.053', '02'],
    ['camt.053', '08'],
    ['camt.054', '02'],
    ['camt.054', '08'],
  ] as const)('%s.001.%s that books a transfer makes it succeed, and closes its batch', async (kind, version) => {
    const { leg, id, batchId } = await one();
    expect(await report(camt([{ id, amount: '45.00' }], { kind, version }))).toMatchObject({ booked: 1, oddities: [] });
    expect(await desk.channel.query(leg)).toEqual({ outcome: 'succeeded', providerRef: id });
    expect(await told(leg)).toEqual(['succeeded']);
    expect(await desk.batches.read({ shopId: SHOP, batchId })).toMatchObject({ state: 'CLOSED' });
  });

  it('that books and then brings it back makes it fail after it had succeeded', async () => {
    const { leg, id } = await one();
    await report(camt([{ id, amount: '45.00' }]));
    const back = camt([{ id, amount: '45.00', side: 'CRDT', reason: 'AC04' }]);
    expect(await report(back)).toMatchObject({ returned: [{ endToEndId: id, code: 'AC04' }] });
    expect(await told(leg)).toEqual(['succeeded', 'failed AC04']);
    expect(await desk.channel.query(leg)).toEqual({ outcome: 'failed', providerRef: id, code: 'AC04' });
  });

  it('that has the return before its booking tells the booking first', async () => {
    const { leg, id } = await one();
    const back = { id, amount: '45.00', side: 'CRDT', reason: 'AC01' } as const;
    await report(camt([back, { id, amount: '45.00' }]));
    expect(await told(leg)).toEqual(['succeeded', 'failed AC01']);
  });

  it.each([
    ['by a reversal', { reversal: true }, 'REVERSED'],
    ['for the bank’s own reason', { reason: 'MS03' }, 'MS03'],
  ])('brings it back %s', async (_what, over, code) => {
    const { leg, id } = await one();
    await report(camt([{ id, amount: '45.00' }]));
    await report(camt([{ id, amount: '45.00', side: 'CRDT', ...over }]));
    expect(await desk.channel.query(leg)).toMatchObject({ outcome: 'failed', code });
  });

  it('with a credit that no reason goes with is shown to a person', async () => {
    const { leg, id } = await one();
    const said = await report(camt([{ id, amount: '45.00', side: 'CRDT' }]));
    expect(said.oddities).toEqual([{ code: 'CREDIT_WITHOUT_REASON', entry: '0.0.0.0', endToEndId: id }]);
    expect(await stateOf(leg)).toBe('SENT');
  });

  it('reads a sum of several, each with its own amount', async () => {
    const { legs } = await desk.sent(100, 250);
    const [first, second] = legs as [LegRequest, LegRequest];
    for (const [index, version] of (['08', '02'] as const).entries()) {
      const bytes = camt([{ id: idOf(first), amount: '1.00', others: [{ id: idOf(second), amount: '2.50' }] }], {
        version,
      });
      expect(await report(bytes)).toMatchObject(index === 0 ? { booked: 2 } : { booked: 0, unchanged: 2 });
    }
  });

  it('takes one sum for the whole batch, where it is the sum of what was sent', async () => {
    const { batch, legs } = await desk.sent(100, 250);
    const { batchId } = batch;
    const less = await report(camt([{ batchId, count: 2, amount: '3.00' }]));
    expect(less).toMatchObject({ booked: 0, oddities: [{ code: 'BATCH_TOTAL_DIFFERS', batchId }] });
    expect(await Promise.all(legs.map(stateOf))).toEqual(['SENT', 'SENT']);
    expect(await report(camt([{ batchId, count: 2, amount: '3.50' }]))).toMatchObject({ booked: 2, oddities: [] });
  });

  it('waits for what is not booked yet', async () => {
    const { leg, id } = await one();
    expect(await report(camt([{ id, amount: '45.00', status: 'PDNG' }]))).toMatchObject({ booked: 0 });
    expect(await stateOf(leg)).toBe('SENT');
  });

  it.each([
    ['amount', '45.01', 'EUR'],
    ['currency', '45.00', 'USD'],
  ])('of another %s is not believed', async (_what, amount, currency) => {
    const { leg, id } = await one();
    const said = await report(camt([{ id, amount }], { currency }));
    expect(said).toMatchObject({ booked: 0, oddities: [{ code: 'AMOUNT_MISMATCH', endToEndId: id }] });
    expect(await told(leg)).toEqual(['mismatch AMOUNT_MISMATCH']);
    expect(await desk.channel.query(leg)).toMatchObject({ outcome: 'mismatch', code: 'AMOUNT_MISMATCH' });
  });

  it('keeps what it says of an id of ours that nobody knows, and passes over what is somebody else’s', async () => {
    const unknown = 'f'.repeat(32);
    const said = await report(
      camt([
        { id: unknown, amount: '9.00' },
        { id: 'RENT-3', amount: '900.00' },
      ]),
    );
    expect(said).toMatchObject({ unknown: [unknown], foreign: 1, booked: 0 });
    const parked = await desk.db
      .selectFrom('webhook_inbox')
      .selectAll()
      .where('reference', '=', `rescind-${unknown}`)
      .execute();
    expect(parked).toMatchObject([{ source: 'sepa', applied_at: null }]);
  });

  it('of another account is refused', async () => {
    const { leg, id } = await one();
    const bytes = camt([{ id, amount: '45.00' }], { iban: 'NL91ABNA0417164300' });
    expect(await desk.read(bytes)).toEqual({ outcome: 'refused', code: 'ACCOUNT_NOT_OURS' });
    expect(await stateOf(leg)).toBe('SENT');
  });

  it('that books one twice is shown to a person', async () => {
    const { leg, id } = await one();
    const said = await report(
      camt([
        { id, amount: '45.00' },
        { id, amount: '45.00' },
      ]),
    );
    expect(said).toMatchObject({ booked: 1, oddities: [{ code: 'BOOKED_TWICE', endToEndId: id }] });
    expect(await told(leg)).toEqual(['succeeded']);
  });

  it('about a transfer that never left is not believed, and holds its batch', async () => {
    const leg = await desk.leg();
    await desk.channel.submit(leg);
    const said = await report(camt([{ id: idOf(leg), amount: '45.00' }]));
    expect(said).toMatchObject({ booked: 0, oddities: [{ code: 'NEVER_SENT' }] });
    const closed = await desk.batches.close({ shopId: SHOP, actorId: 'anna' });
    if (closed.outcome === 'refused') throw new Error(closed.code);
    expect(await desk.desk.release({ shopId: SHOP, batchId: closed.batchId, actorId: 'ben' })).toEqual({
      outcome: 'refused',
      code: 'TRANSFER_CONTRADICTED',
    });
  });
});

describe('files', () => {
  it('that come again are read once, and by whichever of two comes first', async () => {
    const { leg, id } = await one();
    const bytes = camt([{ id, amount: '45.00' }]);
    const reads = await Promise.all([desk.read(bytes), desk.read(bytes), desk.read(bytes)]);
    expect(reads.map(({ outcome }) => outcome).sort()).toEqual(['already_read', 'already_read', 'read']);
    expect(await told(leg)).toEqual(['succeeded']);
  });

  it('that say the same again, as a notification and then a statement, change nothing', async () => {
    const { leg, id } = await one();
    await report(camt([{ id, amount: '45.00' }], { kind: 'camt.054' }));
    expect(await report(camt([{ id, amount: '45.00' }]))).toMatchObject({ booked: 0, unchanged: 1 });
    expect(await told(leg)).toEqual(['succeeded']);
  });

  it.each([
    [['accepted', 'booked', 'returned'], 'RETURNED', ['succeeded', 'failed AC04']],
    [['returned', 'accepted', 'booked'], 'RETURNED', ['failed AC04']],
    [['booked', 'returned', 'accepted'], 'RETURNED', ['succeeded', 'failed AC04']],
    [['booked', 'accepted'], 'BOOKED', ['succeeded']],
    [['rejected', 'accepted'], 'REJECTED', ['failed AC01']],
    [['rejected', 'booked'], 'BOOKED', ['failed AC01', 'succeeded']],
    [['booked', 'rejected'], 'BOOKED', ['succeeded']],
  ] as const)('in the order %j end as %s', async (order, state, said) => {
    const { leg, id, batchId } = await one(toDecimalCents(order.length));
    const amount = toDecimal(toDecimalCents(order.length));
    const files = {
      accepted: () => pain002({ batchId, group: { status: 'ACSP' } }),
      rejected: () => pain002({ batchId, singles: [{ id, status: 'RJCT', reason: 'AC01' }] }),
      booked: () => camt([{ id, amount }]),
      returned: () => camt([{ id, amount, side: 'CRDT', reason: 'AC04' }]),
    };
    for (const name of order) await report(files[name]());
    expect(await stateOf(leg)).toBe(state);
    expect(await told(leg)).toEqual(said);
  });

  it('that break off while legs are told are read again, and nothing is told twice', async () => {
    const { batch, legs } = await desk.sent(100, 200);
    const bytes = camt(legs.map((leg) => ({ id: idOf(leg), amount: toDecimal(leg.amount) })));
    let calls = 0;
    const broken = {
      receiveEvent: (event: RefundEvent) => {
        calls += 1;
        return calls === 2 ? Promise.reject(new Error('gone')) : desk.book.receiveEvent(event);
      },
    };
    await expect(desk.read(bytes, broken)).rejects.toThrow('gone');
    expect(await Promise.all(legs.map(stateOf))).toEqual(['SENT', 'SENT']);
    expect(await report(bytes)).toMatchObject({ booked: 2 });
    expect(await Promise.all(legs.map(told))).toEqual([['succeeded'], ['succeeded']]);
    expect(await desk.batches.read(batch)).toMatchObject({ state: 'CLOSED' });
  });

  it('are the list that our books are held against', async () => {
    const from = new Date();
    const { leg, id } = await one(777);
    await report(camt([{ id, amount: '7.77' }]));
    const listed = [];
    for await (const refund of desk.channel.listRefunds?.({ from, to: new Date(Date.now() + 1_000) }) ?? [])
      listed.push(refund);
    expect(listed).toMatchObject([
      {
        providerRef: id,
        reference: leg.idempotencyKey,
        sourceId: 'cap_1',
        amount: 777,
        currency: 'EUR',
        outcome: 'succeeded',
      },
    ]);
  });
});

function toDecimalCents(count: number): number {
  return 1_000 + count;
}
