import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import { readView } from '../../../../src/adapters/persistence/read-view';
import { createEscalationBook } from '../../../../src/adapters/persistence/escalation/escalation-book';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { withdraw } from '../../../../src/adapters/persistence/steps/withdraw';
import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { line } from '../orders/new-order';
import {
  CUSTOMER,
  HOUR,
  MERCHANT,
  NOW,
  openBookshop,
  refOf,
  requestFor,
  SUPPORT,
  type Bookshop,
} from '../steps/bookshop';
import { escalationDesk } from './desk';

const SECRET = 'Ann Smith, +44 20 7946 0958';
const PHOTO = { kind: 'PHOTO', reference: 'file/1', note: SECRET };

let shop: Bookshop;
beforeAll(async () => {
  shop = await openBookshop();
  await shop.putMerchant('m_rights', {
    ...{ statutoryWithdrawalDays: 14, requestWindowMinutes: 1, maxRequests: 1, shippingFee: 'NONE' },
    fees: [{ fromMinutes: 0, basisPoints: 2_000, fixed: 100, cap: null, faults: ['BUYER'] }],
  });
});
afterAll(() => shop.close());

/** All that leaves the database, or stays for ever: timeline and outbox. */
async function told(): Promise<string> {
  const timeline = await shop.db.selectFrom('timeline').select(['reason', 'details']).execute();
  const outbox = await shop.db.selectFrom('outbox').select('body').execute();
  return JSON.stringify([timeline, outbox]);
}

describe('evidence', () => {
  it('is shown once, with its note, to who reads the view, and told without it', async () => {
    await shop.putOrder({ orderId: 'shown' });
    const ref = refOf(await shop.accepted('shown'));
    const { book } = escalationDesk(shop);
    const added = await Promise.all([1, 2].map(() => book.addEvidence({ ...ref, actor: CUSTOMER, evidence: PHOTO })));
    expect(added[0]).toMatchObject({ outcome: 'added' });
    expect(added[1]).toEqual(added[0]);
    await book.addEvidence({
      ...ref,
      actor: MERCHANT,
      merchantId: 'm_1',
      evidence: { ...PHOTO, sha256: 'ab'.repeat(32) },
    });
    expect(await readView(shop.db, ref)).toMatchObject({
      evidence: [
        { kind: 'PHOTO', reference: 'file/1', note: SECRET, by: 'customer' },
        { by: 'merchant', merchantId: 'm_1', sha256: 'ab'.repeat(32) },
      ],
    });
    expect((await shop.events(ref.cancellationId)).filter((event) => event === 'EVIDENCE_ADDED')).toHaveLength(2);
    expect(await told()).not.toContain('Ann');
  });

  it('is taken while a rejection may still be taken to arbitration, goes with it, and no longer', async () => {
    const desk = escalationDesk(shop);
    const ref = await desk.rejected('late');
    expect(await desk.book.addEvidence({ ...ref, actor: CUSTOMER, evidence: PHOTO })).toMatchObject({
      outcome: 'added',
    });
    const after = createEscalationBook(shop.db, () => new Date(NOW.getTime() + 8 * 24 * HOUR));
    const refused = { code: 'CANCELLATION_ENDED', details: { state: 'REJECTED' } };
    expect(await after.addEvidence({ ...ref, actor: CUSTOMER, evidence: PHOTO })).toMatchObject(refused);
    const opened = refOf((await desk.escalate(ref)) as { cancellationId: string });
    expect(await desk.book.addEvidence({ ...ref, actor: CUSTOMER, evidence: PHOTO })).toMatchObject(refused);
    expect(await readView(shop.db, opened)).toMatchObject({ evidence: [{ reference: 'file/1' }] });
    expect(await desk.book.addEvidence({ ...opened, actor: SUPPORT, evidence: PHOTO })).toMatchObject({
      outcome: 'added',
    });
    const none = { ...ref, cancellationId: 'none.0000000000000000', actor: CUSTOMER, evidence: PHOTO };
    expect(await desk.book.addEvidence(none)).toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
  });
});

describe('what people write', () => {
  it('is kept in the database alone: a rejection’s message, an escalation’s reason, a ruling’s note', async () => {
    const desk = escalationDesk(shop);
    await shop.putOrder({ orderId: 'words', lines: [line({ merchantId: 'm_1' })] });
    const ref = refOf(await shop.accepted('words'));
    const said = { merchantId: 'm_1', outcome: 'REJECTED', rejectionReason: 'OTHER', message: SECRET } as const;
    const input = { ...ref, ...said, door: 'API', actor: MERCHANT, receivedAt: NOW.toISOString() } as const;
    await recordDecision(shop.db)(input);
    await recordDecision(shop.db)({ ...input, message: 'another' });
    await end(shop.db)({ ...ref, outcome: 'REJECTED' });
    expect(await readView(shop.db, ref)).toMatchObject({ parts: [{ rejectionReason: 'OTHER', message: SECRET }] });
    const opened = refOf((await desk.escalate(ref)) as { cancellationId: string });
    await desk.book.keepReason({ ...opened, text: SECRET, actor: CUSTOMER });
    await desk.book.keepReason({ ...opened, text: 'another', actor: CUSTOMER });
    const note = { ...opened, merchantId: 'm_1', actor: SUPPORT };
    expect(await desk.book.keepRulingNote({ ...note, text: 'first' })).toEqual({ outcome: 'kept' });
    expect(await desk.book.keepRulingNote({ ...note, text: SECRET })).toEqual({ outcome: 'kept' });
    expect(await desk.book.keepRulingNote({ ...note, merchantId: 'm_9', text: 'x' })).toEqual({ outcome: 'not_open' });
    expect(await readView(shop.db, opened)).toMatchObject({
      escalation: { reason: SECRET },
      parts: [{ rulingNote: SECRET }],
    });
    expect(await told()).not.toContain('Ann');
  });
});

describe('a withdrawal by right', () => {
  it('asks nobody, keeps nothing, gives all shipping back, and is frozen as such', async () => {
    await shop.putOrder({ orderId: 'right', lines: [line({ merchantId: 'm_rights', shipping: 500 })] });
    const answer = await shop.accepted('right');
    expect(answer).toMatchObject({
      statutory: true,
      state: 'REQUESTED',
      quote: { fee: 0, whole: true, shipping: 1_000 },
    });
    const ref = refOf(answer);
    expect(await shop.row(ref.cancellationId)).toMatchObject({ statutory: true });
    expect(await readView(shop.db, ref)).toMatchObject({ statutory: true, parts: [{ decision: 'APPROVED' }] });
    const decided = await shop.db
      .selectFrom('timeline')
      .selectAll()
      .where('cancellation_id', '=', ref.cancellationId)
      .where('event', '=', 'DECIDED')
      .execute();
    expect(decided).toMatchObject([{ reason: 'STATUTORY', details: { door: 'RULE', outcome: 'APPROVED' } }]);
    expect(await commit(shop.db)(ref)).toMatchObject({ outcome: 'committed', fee: 0 });
  });

  it('is none of the requests that the merchant’s cap counts against it', async () => {
    await shop.putOrder({ orderId: 'again', lines: [line({ merchantId: 'm_rights' })] });
    for (const key of ['a', 'b', 'c']) {
      const ref = refOf(await shop.accepted('again', { idempotencyKey: `key-again-${key}` }));
      await withdraw(shop.db)({ ...ref, actor: CUSTOMER });
      await end(shop.db)({ ...ref, outcome: 'WITHDRAWN' });
    }
    const now = () => new Date(NOW.getTime() + 60 * 24 * HOUR);
    const late = await accept(shop.db, { clock: now })(requestFor('again', { idempotencyKey: 'key-again-d' }));
    expect(late).toMatchObject({ code: 'REQUEST_WINDOW_PASSED' });
  });
});
