import { sql } from 'kysely';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import { createExplainer } from '../../src/adapters/persistence/outgoing-webhooks/explain-message';
import { formatMinor } from '../../src/domain/money';
import { orderBody } from './order-body';
import { SHOP, startApi, type TestApi } from './start-api';

let api: TestApi;
const POLICY = {
  ...{ policyId: 'fees', requestWindowMinutes: null, graceMinutes: 0, approvalNeeded: true, decisionMs: 3_600_000 },
  ...{ businessHoursOnly: false, onTimeout: 'APPROVE', onNotStopped: 'END', interceptInTransit: true },
  ...{ returnMs: 60_000, partsCancellable: true, shippingFee: 'NONE', tenderOrder: 'PROPORTIONAL', stock: 'RELEASE' },
  fees: [{ fromMinutes: 0, faults: ['BUYER'], basisPoints: 700, fixed: 0, cap: null }],
};
beforeAll(async () => {
  api = await startApi();
  for (const merchantId of ['m_1', 'm_2']) {
    await api.as('service').put(`/v1/merchants/${merchantId}`).send({ policy: POLICY }).expect(200);
  }
});
afterAll(() => api.stop());

/** Amounts that tell apart whose they are: of what the merchant of the key sold, of what another sold, and of the whole. */
const LINES = [
  { lineId: 'a', merchantId: 'm_1', sku: 'sku_a', quantity: 2, unitPrice: 1_009 },
  { lineId: 'b', merchantId: 'm_2', sku: 'sku_b', quantity: 1, unitPrice: 3_023 },
];
const CAPTURE = { captureId: 'cap_1', amount: 5_719, capturedAt: '2026-03-01T10:00:05Z' };
const TENDER = { tenderId: 't_1', kind: 'CARD', channel: 'sandbox', captures: [CAPTURE] };

type Decision = 'APPROVED' | 'REJECTED';

/** At each stage that it may be read in. */
const STAGES: readonly (readonly [stage: string, decisions: readonly Decision[], state?: string])[] = [
  ['asked', []],
  ['decided_in_part', ['APPROVED']],
  ['own_approved', ['APPROVED', 'REJECTED'], 'REFUNDING'],
  ['others_approved', ['REJECTED', 'APPROVED'], 'REFUNDING'],
  ['all_approved', ['APPROVED', 'APPROVED'], 'CLOSED'],
  ['settled', ['APPROVED', 'APPROVED'], 'SETTLED'],
  ['repaired', ['APPROVED', 'APPROVED'], 'REPAIRING'],
  ['rejected', ['REJECTED', 'REJECTED'], 'REJECTED'],
];

async function bring([stage, decisions, state]: (typeof STAGES)[number]): Promise<string> {
  const body = orderBody({ lines: LINES, shippingFee: 577, tenders: [TENDER] });
  await api.as('service').put(`/v1/orders/${stage}`).send(body).expect(200);
  const ref = { shopId: SHOP, cancellationId: `${stage}.0123456789abcdef` };
  const book = createCancellationBook(api.db);
  const answer = await book.accept({
    ...{ ...ref, orderId: stage, workflowId: 'w', idempotencyKey: `key-${stage}`, requestHash: 'h' },
    ...{ reason: 'CHANGED_MIND', initiator: 'CUSTOMER', selection: { kind: 'ORDER' } },
    actor: { id: 's', role: 'service' },
  });
  expect(answer).toMatchObject({ quote: { refund: 5_327, fee: 392, adjustment: 101 } });
  for (const [index, outcome] of decisions.entries()) {
    const said = { merchantId: `m_${index + 1}`, outcome, rejectionReason: 'IN_PRODUCTION' as const };
    const actor = { id: `u_${index}`, role: 'merchant' } as const;
    await book.recordDecision({ ...ref, ...said, actor, door: 'API', receivedAt: new Date().toISOString() });
  }
  if (state === undefined) return ref.cancellationId;
  if (state === 'REJECTED') await book.end({ ...ref, outcome: 'REJECTED' });
  else expect(await book.commit(ref)).toMatchObject({ outcome: 'committed' });
  await sql`update cancellations set state = ${state}, gift_spent = 4409 where cancellation_id = ${ref.cancellationId}`.execute(
    api.db,
  );
  await sql`insert into closure_proofs (shop_id, cancellation_id, version, body, hash)
    values (${SHOP}, ${ref.cancellationId}, 1, '{"refund": 5327}', 'h')`.execute(api.db);
  return ref.cancellationId;
}

/** Every number in a body, but for the status of a problem, and every amount in a sentence. */
function amountsIn(body: unknown): number[] {
  if (typeof body === 'number') return [body];
  if (typeof body === 'string') {
    return [...body.matchAll(/(?<!\d)\d[\d,]*\.\d\d(?!\d)/g)].map(([text]) => Number(text.replace(/\D/g, '')));
  }
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => (name === 'status' ? [] : amountsIn(value)));
}

/** What the merchant's own units were quoted at, unit by unit, line by line and in all, with and without shipping. */
async function ownAmounts(cancellationId: string): Promise<Set<number>> {
  const { rows } = await sql<{ goods: number; shipping: number }>`select goods, shipping from cancellation_units
    where cancellation_id = ${cancellationId} and merchant_id = 'm_1'`.execute(api.db);
  const total = (of: (row: { goods: number; shipping: number }) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0);
  const each = rows.flatMap(({ goods, shipping }) => [goods, shipping, goods + shipping]);
  return new Set([
    ...each,
    total(({ goods }) => goods),
    total(({ shipping }) => shipping),
    total((row) => row.goods + row.shipping),
  ]);
}

/** Below it are counts and the like. */
const LEAST = 50;

describe.each(STAGES.map((stage) => ({ name: stage[0], stage })))(
  'of what several merchants sold, $name',
  ({ stage }) => {
    const ROUTES = ['', '/timeline', '/levers', '/closure-proof', '/credit-note'];
    it('a merchant reads no amount but those of its own units, wherever it reads', async () => {
      const [orderId] = stage;
      const cancellationId = await bring(stage);
      const own = await ownAmounts(cancellationId);
      const paths = ROUTES.map((route) => `/v1/cancellations/${cancellationId}${route}`);
      for (const path of [...paths, `/v1/cancellations?orderId=${orderId}`]) {
        for (const locale of ['en', 'zh']) {
          const { body } = await api.as('merchant').get(path).set('Accept-Language', locale);
          const foreign = amountsIn(body).filter((amount) => amount >= LEAST && !own.has(amount));
          expect([path, foreign]).toEqual([path, []]);
          // The same question by staff shows that there was something to be kept back.
          if (path.endsWith('abcdef')) {
            const staff = await api.as('support').get(path).expect(200);
            expect(amountsIn(staff.body).some((amount) => amount >= LEAST && !own.has(amount))).toBe(true);
            expect(staff.body).not.toHaveProperty('shares');
          }
        }
      }
      const about = { shop_id: SHOP, cancellation_id: cancellationId, merchant_id: 'm_1' };
      const told = await createExplainer(api.db)(about);
      expect(amountsIn(told).filter((amount) => !own.has(amount))).toEqual([]);
    });
  },
);

it('says what comes back for its own: as quoted, and then of what was cancelled', async () => {
  const refundOf = async (orderId: string) => {
    const path = `/v1/cancellations/${orderId}.0123456789abcdef`;
    const { refund, fee, quote } = (await api.as('merchant').get(path).expect(200)).body as Record<string, unknown>;
    const { body } = await api.as('merchant').get(`/v1/cancellations?orderId=${orderId}`).expect(200);
    const [item] = (body as { items: readonly { refund: number }[] }).items;
    expect([fee, item?.refund]).toEqual([0, refund]);
    return [refund, (quote as { refund: number }).refund];
  };
  const [asked, quoted] = await refundOf('asked');
  expect(asked).toBe(quoted);
  expect(asked).toBeGreaterThan(2_018);
  expect(await refundOf('settled')).toEqual([asked, asked]);
  expect(await refundOf('rejected')).toEqual([asked, asked]);
  // Something is left of the order: what was paid for shipping stays, by this merchant's rule.
  expect(await refundOf('own_approved')).toEqual([2_018, asked]);
  expect(await refundOf('others_approved')).toEqual([0, asked]);
  expect(amountsIn([formatMinor(5_327, 'EUR'), { a: [1] }])).toEqual([5_327, 1]);
});
