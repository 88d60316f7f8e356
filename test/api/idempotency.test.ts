import { createApiKey } from '../../src/adapters/persistence/api-keys';
import { createCallAnswers } from '../../src/adapters/persistence/idempotency/call-answers';
import { openDatabase, type Database } from '../../src/adapters/persistence/database';
import { ensureShop } from '../../src/adapters/persistence/orders/ensure-shop';
import type { ApiParts } from '../../src/api/api-parts';
import { RescindUnavailable } from '../../src/client/rescind-unavailable';
import type { CallAnswers } from '../../src/ports/call-answers';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { createGate, waitFor, within, type Gate } from '../support/wait-for';
import { orderBody } from './order-body';
import { standInRuns } from './stand-in-runs';
import { SHOP, startApi, type Answer, type TestApi } from './start-api';

const CANCELLATION = 'o_1.0123456789abcdef';
const LEVER = `/v1/cancellations/${CANCELLATION}/levers/retryStep`;

/** Longer than a call waits for another one's answer. */
const ANSWER_MS = 15_000;

/** What each pull of a lever does, in whichever of the two processes it arrives. */
const levers = { pulled: 0, act: (): Promise<void> => Promise.resolve() };
let callers = 0;

/** Whatever is held up, for it to end also where a test fails: an API closes when all is answered. */
const gates: Gate[] = [];
function shutGate(): Gate {
  const gate = createGate();
  gates.push(gate);
  return gate;
}

let database: TestDatabase;
let db: Database;
let apis: TestApi[];
const key = { a: '', b: '' };

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.url, { max: 4 });
  await ensureShop(db, { shopId: SHOP });
  key.a = (await createApiKey(db, { shopId: SHOP, actorId: 'a', role: 'service' })).key;
  key.b = (await createApiKey(db, { shopId: SHOP, actorId: 'b', role: 'service' })).key;
  const over = ({ identities }: ApiParts): Partial<ApiParts> => ({
    identities: {
      identify: (bearer) => {
        callers += 1;
        return identities.identify(bearer);
      },
    },
    temporal: (identity, patience) => ({
      ...standInRuns().door(db)(identity, patience),
      pull: async () => {
        levers.pulled += 1;
        await levers.act();
        return { outcome: 'done', state: 'REFUNDING' };
      },
    }),
  });
  apis = [
    await startApi({ databaseUrl: database.url, over }),
    await startApi({ databaseUrl: database.url, over }),
    await startApi({
      databaseUrl: database.url,
      over: (parts) => ({ ...over(parts), callAnswers: createCallAnswers(db, { sealer: undefined, waitMs: 100 }) }),
    }),
  ];
  await answered(put(0, 'o_1', orderBody()).expect(200));
});
afterAll(async () => {
  // Whoever still waits for an answer has waited in vain, and has failed a test.
  for (const api of apis) api.app.getHttpServer().closeAllConnections();
  for (const api of apis) await within('an API to close', api.stop());
  await db.destroy();
  await database.drop();
});
beforeEach(() => {
  levers.pulled = 0;
  levers.act = () => Promise.resolve();
});
afterEach(() => {
  for (const gate of gates.splice(0)) gate.open();
});

const as = (index: number, bearer = key.a) => {
  const api = apis[index];
  if (api === undefined) throw new Error(`There is no API ${index}`);
  return api.withBearer(bearer);
};
const put = (index: number, orderId: string, body: object) => as(index).put(`/v1/orders/${orderId}`).send(body);
const pull = (index: number, idempotencyKey: string, body: object = {}) =>
  as(index).post(LEVER).set('Idempotency-Key', idempotencyKey).send(body);
const until = (what: string, isSo: () => boolean) =>
  within(
    what,
    waitFor(what, () => (isSo() ? true : undefined)),
    ANSWER_MS,
  );
const answered = (call: PromiseLike<Answer>) => within('the API to answer', call, ANSWER_MS);
/** Looks whether so many have pulled the lever; one more is one too many, and no use to wait for. */
const pulledOnce = () => {
  expect(levers.pulled).toBeLessThanOrEqual(1);
  return levers.pulled === 1;
};
const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const rowsOf = (idempotencyKey: string) =>
  db.selectFrom('idempotency_keys').selectAll().where('key', '=', idempotencyKey).execute();

describe('a write under an Idempotency-Key', () => {
  it('runs once of fifty at once over two processes, and every one of them gets its answer', async () => {
    const gate = shutGate();
    levers.act = () => gate.opened;
    callers = 0;
    const calls = Array.from({ length: 50 }, (_none, index) => pull(index % 2, 'fifty').then((answer) => answer));
    await until('all callers', () => pulledOnce() && callers === 50);
    gate.open();
    const answers = await within('all fifty to be answered', Promise.all(calls), ANSWER_MS);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 200, body: { outcome: 'done', state: 'REFUNDING' } });
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    expect(levers.pulled).toBe(1);
  });

  it('runs each of many that have keys of their own, also when there are more than connections', async () => {
    const calls = Array.from({ length: 40 }, (_none, index) => pull(index % 2, `own-${index}`).expect(200));
    await within('all forty to be answered', Promise.all(calls), ANSWER_MS);
    expect(levers.pulled).toBe(40);
  });

  it('is refused with another body, which then is not done', async () => {
    await answered(pull(0, 'other-body').expect(200));
    const answer = await answered(pull(1, 'other-body', { legId: 'l' }));
    expect([answer.status, codeOf(answer), levers.pulled]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED', 1]);
  });

  it('is another one for another caller, on another route and about another path', async () => {
    await answered(pull(0, 'shared').expect(200));
    await answered(as(1, key.b).post(LEVER).set('Idempotency-Key', 'shared').send({}).expect(200));
    const link = '/v1/orders/o_1/links/ln_000000000000000000000000';
    await answered(as(0).delete(link).set('Idempotency-Key', 'shared').expect(404));
    const elsewhere = LEVER.replace(CANCELLATION, 'o_2.0123456789abcdef');
    const answer = await answered(as(0).post(elsewhere).set('Idempotency-Key', 'shared').send({}));
    expect([levers.pulled, codeOf(answer)]).toEqual([2, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('gets a refusal again as it was, with the request’s own id', async () => {
    const ask = () =>
      as(0)
        .post('/v1/cancellations/nowhere.0123456789abcdef/decisions')
        .set('Idempotency-Key', 'refused')
        .send({ merchantId: 'm_1', outcome: 'APPROVED' })
        .expect(404);
    const [first, second] = [await answered(ask()), await answered(ask())];
    const { requestId, ...told } = second.body as { requestId: string };
    expect(first.body).toMatchObject(told);
    expect((first.body as { requestId: string }).requestId).not.toBe(requestId);
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
  });

  it('is tried again after a fault of ours or a bad form', async () => {
    levers.act = () => Promise.reject(new RescindUnavailable('WORKER', 1_000));
    expect(codeOf(await answered(pull(0, 'fault').expect(503)))).toBe('WORKER_UNAVAILABLE');
    levers.act = () => Promise.resolve();
    await answered(pull(1, 'fault').expect(200));
    expect(codeOf(await answered(pull(0, 'form', { nothing: 'of the kind' }).expect(400)))).toBe('INVALID_REQUEST');
    await answered(pull(1, 'form').expect(200));
    expect(levers.pulled).toBe(3);
  });

  it('is told when it must not wait any longer, and that it may ask again', async () => {
    const gate = shutGate();
    levers.act = () => gate.opened;
    const first = pull(0, 'slow').then((answer) => answer);
    await until('the first', pulledOnce);
    const second = await answered(pull(2, 'slow'));
    expect([second.status, codeOf(second), second.headers['retry-after']]).toEqual([409, 'IDEMPOTENCY_KEY_BUSY', '2']);
    expect(second.body).toMatchObject({ retryable: true });
    gate.open();
    expect((await answered(first)).status).toBe(200);
    expect((await answered(pull(2, 'slow').expect(200))).headers['idempotency-replayed']).toBe('true');
    expect(levers.pulled).toBe(1);
  });

  it.each(['', ' ', 'a b', 'k'.repeat(201)])('is refused where it is no key: %j', async (bad) => {
    expect(codeOf(await answered(pull(0, bad).expect(400)))).toBe('IDEMPOTENCY_KEY_MISSING');
    expect(levers.pulled).toBe(0);
  });

  it('is honoured by what is idempotent by itself, and leaves no row where nothing is changed', async () => {
    const bring = () => put(0, 'o_put', orderBody()).set('Idempotency-Key', 'put');
    const [first, second] = [await answered(bring().expect(200)), await answered(bring().expect(200))];
    expect([first.body, second.body]).toMatchObject([{ outcome: 'created' }, { outcome: 'created' }]);
    const quoted = as(0).post('/v1/orders/o_1/quote').set('Idempotency-Key', 'quoted').send({ reason: 'CHANGED_MIND' });
    await answered(quoted.expect(200));
    expect([await rowsOf('put'), await rowsOf('quoted')]).toMatchObject([[{ claim_id: null }], []]);
  });

  it('keeps what is secret in an answer sealed', async () => {
    const ask = (index: number) =>
      as(index).post('/v1/orders/o_1/links').set('Idempotency-Key', 'link').send({}).expect(201);
    const { token, linkId } = (await answered(ask(0))).body as { token: string; linkId: string };
    expect((await answered(ask(1))).body).toMatchObject({ token, linkId });
    const kept = JSON.stringify(await rowsOf('link'));
    expect([kept.includes('sealed'), kept.includes(token), kept.includes(linkId)]).toEqual([true, false, false]);
  });

  it('refuses a body that is nested deeper than any can be', async () => {
    const body = `{"legId":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    const call = as(0).post(LEVER).set('Idempotency-Key', 'deep').set('Content-Type', 'application/json').send(body);
    const answer = await answered(call);
    expect(answer.status).toBe(400);
  });
});

describe('kept answers', () => {
  const call = (over: object = {}) => ({
    ...{ shopId: SHOP, scope: 'test', key: 'k', requestHash: 'h', secret: false },
    ...over,
  });
  const begunBy = (answers: CallAnswers, over: object) =>
    within('a call to begin', answers.begin(call(over)), ANSWER_MS);
  const open = (over: object = {}) => createCallAnswers(db, { sealer: undefined, waitMs: 5_000, ...over });
  const began = async (answers = open(), over: object = {}) => {
    const begun = await begunBy(answers, over);
    if (begun.outcome !== 'run') throw new Error(`It was ${begun.outcome}`);
    return begun;
  };
  const answer = (body: string) => ({ kind: 'answer', status: 200, body }) as const;

  it('are given by whoever takes over from somebody who never came back, and not by him', async () => {
    const lost = await began(open({ leaseMs: 150 }), { key: 'lost' });
    const heir = await began(open(), { key: 'lost' });
    await lost.keep(answer('too late'));
    expect(await begunBy(open({ waitMs: 1 }), { key: 'lost' })).toMatchObject({ outcome: 'busy' });
    await heir.keep(answer('in time'));
    await lost.keep(answer('much too late'));
    await lost.release();
    expect(await begunBy(open(), { key: 'lost' })).toEqual({ outcome: 'answered', answer: answer('in time') });
  });

  it('are not mixed up with another body’s while the holder is lost', async () => {
    await began(open({ leaseMs: 1 }), { key: 'lost-other' });
    expect(await begunBy(open(), { key: 'lost-other', requestHash: 'x' })).toEqual({ outcome: 'reused' });
  });

  it('end after a day, and make room as others come', async () => {
    for (const name of ['old-1', 'old-2', 'old-3']) await (await began(open(), { key: name })).keep(answer(name));
    const [row] = await rowsOf('old-1');
    const days = ((row?.expires_at?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(0.999);
    await db
      .updateTable('idempotency_keys')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('key', 'like', 'old-%')
      .execute();
    await db
      .insertInto('idempotency_keys')
      .values({ shop_id: SHOP, scope: 'request', key: 'old-request', request_hash: 'h', answer: '{}' })
      .execute();
    await (await began(open(), { key: 'old-1', requestHash: 'another' })).keep(answer('anew'));
    expect([await rowsOf('old-2'), await rowsOf('old-3')]).toEqual([[], []]);
    expect([await rowsOf('old-1'), await rowsOf('old-request')]).toMatchObject([
      [{ request_hash: 'another' }],
      [{ expires_at: null }],
    ]);
  });
});
