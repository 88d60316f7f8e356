import { createQuoteTokens } from '../../src/adapters/access/quote-tokens';
import { readLinkKeys } from '../../src/adapters/secrets/data-keys';
import { orderBody } from './order-body';
import { standInRuns } from './stand-in-runs';
import { LINK_KEYS, startApi, type Answer, type TestApi } from './start-api';

const ASK = { reason: 'CHANGED_MIND' };
const MINUTE = 60_000;

describe('a signed quote', () => {
  let now = Date.now();
  let api: TestApi;
  beforeAll(async () => {
    const runs = standInRuns();
    const read = readLinkKeys({ RESCIND_LINK_KEYS: LINK_KEYS });
    if (read.outcome !== 'read') throw new Error('There are no keys');
    api = await startApi({
      over: () => ({
        temporal: (identity, patience) => runs.door(api.db)(identity, patience),
        quoteTokens: createQuoteTokens({ keys: read.keys, clock: () => new Date(now) }),
      }),
    });
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    now = Date.now();
  });

  const service = () => api.as('service');
  const bring = async (orderId: string, over: object = {}) => {
    await service().put(`/v1/orders/${orderId}`).send(orderBody(over)).expect(200);
  };
  const quoted = async (orderId: string, ask: object = ASK) => {
    const { body } = await service().post(`/v1/orders/${orderId}/quote`).send(ask).expect(200);
    return body as { quoteToken: string; expiresAt: string; quote: { refund: number } };
  };
  const request = (orderId: string, body: object, key = `key-${orderId}`) =>
    service().post(`/v1/orders/${orderId}/cancellations`).set('Idempotency-Key', key).send(body);
  const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
  const stateOf = async (orderId: string) =>
    ((await service().get(`/v1/orders/${orderId}`)).body as { reading: { state: string } }).reading.state;

  it('is good for a quarter of an hour, and a request that it comes with returns just that', async () => {
    await bring('bound');
    const { quoteToken, expiresAt, quote } = await quoted('bound');
    expect(Math.abs(Date.parse(expiresAt) - now - 15 * MINUTE)).toBeLessThan(2_000);
    const accepted = await request('bound', { ...ASK, quoteToken }).expect(200);
    expect(accepted.body).toMatchObject({ outcome: 'accepted', quote });
  });

  it('binds a part of an order too, whatever the order of its lines', async () => {
    await bring('part');
    const lines = [
      { lineId: 'a', quantity: 1 },
      { lineId: 'b', quantity: 1 },
    ];
    const { quoteToken } = await quoted('part', { ...ASK, selection: { kind: 'LINES', lines } });
    const selection = { kind: 'LINES', lines: lines.toReversed() };
    await request('part', { ...ASK, selection, quoteToken }).expect(200);
  });

  it.each([
    [
      'a capture that is added',
      { captures: [{ captureId: 'cap_1', amount: 4_600, capturedAt: '2026-03-01T10:00:05Z' }] },
    ],
  ])('is refused after %s, says what would come back now, and nothing is held', async (name, tender) => {
    const orderId = name.replaceAll(' ', '_');
    await bring(orderId);
    const { quoteToken } = await quoted(orderId);
    await bring(orderId, {
      version: 2,
      tenders: [{ tenderId: 't_1', kind: 'CARD', channel: 'sandbox', ...tender }],
    });
    const answer = await request(orderId, { ...ASK, quoteToken }).expect(409);
    expect(answer.body).toMatchObject({ code: 'QUOTE_CHANGED', details: { refund: 4_600, fee: 0, currency: 'EUR' } });
    expect(await stateOf(orderId)).toBe('OPEN');
    expect(codeOf(await request(orderId, { ...ASK, quoteToken }).expect(409))).toBe('QUOTE_CHANGED');
    const { quoteToken: fresh } = await quoted(orderId);
    await request(orderId, { ...ASK, quoteToken: fresh }, 'another-key').expect(200);
  });

  it('is refused when money has gone back elsewhere, a unit is gone, or a fee has begun', async () => {
    const external = { eventId: 'e', captureId: 'cap_1', kind: 'EXTERNAL_REFUND', amount: 100 };
    const changes: readonly [string, object][] = [
      ['external', { paymentEvents: [{ ...external, happenedAt: '2026-03-02T10:00:00Z' }] }],
      ['price', { lines: [{ lineId: 'a', merchantId: 'm_1', sku: 'sku_a', quantity: 2, unitPrice: 900 }] }],
    ];
    for (const [orderId, change] of changes) {
      await bring(orderId);
      const { quoteToken } = await quoted(orderId);
      await bring(orderId, { version: 2, ...change });
      expect([orderId, codeOf(await request(orderId, { ...ASK, quoteToken }))]).toEqual([orderId, 'QUOTE_CHANGED']);
    }
  });

  it('is refused once it is too old, and the same key may then ask with a new one', async () => {
    await bring('old');
    const { quoteToken } = await quoted('old');
    now += 15 * MINUTE + 1_000;
    const answer = await request('old', { ...ASK, quoteToken }).expect(410);
    expect(answer.body).toMatchObject({ code: 'QUOTE_EXPIRED', param: 'quoteToken' });
    const { quoteToken: fresh } = await quoted('old');
    await request('old', { ...ASK, quoteToken: fresh }).expect(200);
  });

  it('does not expire for the repetition of a request that came in time', async () => {
    await bring('again');
    const { quoteToken } = await quoted('again');
    const first = await request('again', { ...ASK, quoteToken }).expect(200);
    now += 60 * MINUTE;
    const second = await request('again', { ...ASK, quoteToken }).expect(200);
    expect(second.body).toMatchObject({ cancellationId: (first.body as { cancellationId: string }).cancellationId });
  });

  it('makes a request another one than without it', async () => {
    await bring('with');
    const { quoteToken } = await quoted('with');
    await request('with', { ...ASK, quoteToken }).expect(200);
    expect(codeOf(await request('with', ASK).expect(422))).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('is refused for anything else than what was quoted', async () => {
    await bring('one');
    await bring('other');
    const { quoteToken } = await quoted('one');
    const asks: readonly [string, object][] = [
      ['other', ASK],
      ['one', { reason: 'FOUND_CHEAPER' }],
      ['one', { ...ASK, initiator: 'MERCHANT', reason: 'OUT_OF_STOCK' }],
      ['one', { ...ASK, selection: { kind: 'LINES', lines: [{ lineId: 'a', quantity: 1 }] } }],
    ];
    for (const [orderId, ask] of asks) {
      const answer = await request(orderId, { ...ask, quoteToken });
      expect([answer.status, codeOf(answer)]).toEqual([422, 'QUOTE_INVALID']);
    }
    expect([await stateOf('one'), await stateOf('other')]).toEqual(['OPEN', 'OPEN']);
  });

  it('is refused where a letter of it is missing or changed, or it is of another kind', async () => {
    await bring('forged');
    const { quoteToken } = await quoted('forged');
    const { body } = await service().post('/v1/orders/forged/links').send({}).expect(201);
    const changed = Array.from(quoteToken).flatMap((letter, index) => {
      const other = letter === 'A' ? 'B' : 'A';
      return index % 7 === 0 ? [quoteToken.slice(0, index) + other + quoteToken.slice(index + 1)] : [];
    });
    const forged = [
      ...changed,
      ...[
        quoteToken.slice(0, -1),
        quoteToken.slice(1),
        `${quoteToken}A`,
        'rq_',
        '.',
        (body as { token: string }).token,
      ],
    ];
    for (const bad of forged) {
      const answer = await request('forged', { ...ASK, quoteToken: bad });
      expect([bad, answer.status, codeOf(answer)]).toEqual([bad, 422, 'QUOTE_INVALID']);
    }
    await request('forged', { ...ASK, quoteToken }).expect(200);
  });
});
