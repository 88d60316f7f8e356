import { sql } from 'kysely';
import { createMerchantLinks } from '../../../src/adapters/access/merchant-links';
import { readLinkKeys } from '../../../src/adapters/secrets/data-keys';
import type { Browser } from '../sessions/browser';
import { openBrowser } from '../sessions/browser';
import { signIn } from '../sessions/signed-in';
import { orderBody } from '../order-body';
import { standInRuns } from '../stand-in-runs';
import { LINK_KEYS, startApi, type TestApi } from '../start-api';

const DAY_MS = 86_400_000;

const runs = standInRuns();
let api: TestApi;
beforeAll(async () => {
  api = await startApi({ over: () => ({ temporal: (identity, patience) => runs.door(api.db)(identity, patience) }) });
});
afterAll(() => api.stop());

let orders = 0;
/** A cancellation that waits for m_1 and m_2. */
async function cancellation(): Promise<string> {
  const orderId = `o_${(orders += 1)}`;
  await api.as('service').put(`/v1/orders/${orderId}`).send(orderBody()).expect(200);
  const asked = api.as('service').post(`/v1/orders/${orderId}/cancellations`).set('Idempotency-Key', orderId);
  const { body } = await asked.send({ reason: 'CHANGED_MIND' }).expect(200);
  return (body as { cancellationId: string }).cancellationId;
}

interface Made {
  readonly linkId: string;
  readonly token: string;
  readonly url: string;
  readonly expiresAt: string;
}
const linkTo = async (cancellationId: string, merchantId = 'm_1') =>
  (await api.as('service').post(`/v1/cancellations/${cancellationId}/links`).send({ merchantId }).expect(201))
    .body as Made;
const deadlineOf = async (cancellationId: string) => {
  const row = await api.db
    .selectFrom('cancellation_parts')
    .select('deadline')
    .where('cancellation_id', '=', cancellationId)
    .where('merchant_id', '=', 'm_1')
    .executeTakeFirstOrThrow();
  if (row.deadline === null) throw new Error('There is no deadline');
  return row.deadline;
};
const decide = async (
  { browser, csrfToken }: { browser: Browser; csrfToken: string },
  cancellationId: string,
  body: object = { outcome: 'APPROVED' },
) => {
  const headers = { 'X-CSRF-Token': csrfToken };
  const answer = await browser.send('POST', `${api.url}/v1/cancellations/${cancellationId}/decisions`, {
    body,
    headers,
  });
  return { status: answer.status, body: (await answer.json()) as { code?: string } };
};
const holderOf = async ({ token }: Made) => {
  const { browser, session } = await signIn(api, { token });
  return { browser, csrfToken: session.csrfToken, session };
};

it('lets its holder read and decide on that cancellation alone, as that merchant', async () => {
  const [own, other] = [await cancellation(), await cancellation()];
  const made = await linkTo(own);
  expect(made.url).toBe(`http://127.0.0.1:3000/open#${made.token}`);
  const holder = await holderOf(made);
  const expected = { role: 'merchant', merchantId: 'm_1', cancellationId: own, purpose: 'DECIDE' };
  expect(holder.session).toMatchObject(expected);
  const get = async (path: string) => (await holder.browser.get(`${api.url}${path}`)).status;
  expect(await get(`/v1/cancellations/${own}`)).toBe(200);
  expect(await get(`/v1/cancellations/${other}`)).toBe(404);
  expect(await get('/v1/cancellations')).toBe(403);
  expect(await decide(holder, other)).toMatchObject({ status: 404, body: { code: 'CANCELLATION_NOT_FOUND' } });
  expect((await decide(holder, own, { outcome: 'APPROVED', merchantId: 'm_2' })).status).toBe(403);
  expect((await decide(holder, own)).status).toBe(200);
  const { rows } = await sql`select merchant_id, actor_id, door from decisions where cancellation_id = ${own}`.execute(
    api.db,
  );
  expect(rows).toEqual([{ merchant_id: 'm_1', actor_id: made.linkId, door: 'API' }]);
});

it('decides nothing by being opened, however often, also by what reads mails', async () => {
  const id = await cancellation();
  const made = await linkTo(id);
  const scanner = openBrowser();
  for (const method of ['GET', 'HEAD']) {
    const page = await fetch(`${api.url}/open`, { method });
    expect(page.status).toBe(200);
    expect((await fetch(`${api.url}/v1/cancellations/${id}/decisions`, { method })).status).toBe(404);
  }
  await signIn(api, { token: made.token }, scanner);
  await signIn(api, { token: made.token });
  const { rows } = await sql`select from decisions where cancellation_id = ${id}`.execute(api.db);
  expect(rows).toHaveLength(0);
});

it('decides once: then it is for reading, and a page that was open before is told who was first', async () => {
  const id = await cancellation();
  const made = await linkTo(id);
  const [first, second] = [await holderOf(made), await holderOf(made)];
  expect((await decide(first, id)).status).toBe(200);
  const late = await decide(second, id, { outcome: 'REJECTED', rejectionReason: 'ALREADY_SHIPPED' });
  expect(late).toMatchObject({ status: 409, body: { code: 'ALREADY_DECIDED' } });
  const reader = await holderOf(made);
  expect(reader.session.purpose).toBe('FOLLOW');
  expect((await reader.browser.get(`${api.url}/v1/cancellations/${id}`)).status).toBe(200);
  expect(await decide(reader, id)).toMatchObject({ status: 403, body: { code: 'SCOPE_MISSING' } });
});

it('works until a day after the deadline, also where that is moved', async () => {
  const id = await cancellation();
  const made = await linkTo(id);
  const deadline = await deadlineOf(id);
  expect(made.expiresAt).toBe(new Date(deadline.getTime() + DAY_MS).toISOString());
  const read = readLinkKeys({ RESCIND_LINK_KEYS: LINK_KEYS });
  if (read.outcome !== 'read') throw new Error(read.outcome);
  const openAt = (ms: number) =>
    createMerchantLinks(api.db, { keys: read.keys, clock: () => new Date(deadline.getTime() + ms) }).open(made.token);
  expect((await openAt(DAY_MS - 1)).outcome).toBe('opened');
  expect((await openAt(DAY_MS)).outcome).toBe('expired');
  await sql`update cancellation_parts set deadline = deadline + interval '2 days' where cancellation_id = ${id}`.execute(
    api.db,
  );
  expect((await openAt(3 * DAY_MS - 1)).outcome).toBe('opened');
  expect((await openAt(3 * DAY_MS)).outcome).toBe('expired');
});

it('ends with its revocation, and whoever came in by it', async () => {
  const [id, other] = [await cancellation(), await cancellation()];
  const made = await linkTo(id);
  const { browser } = await holderOf(made);
  await api.as('service').delete(`/v1/cancellations/${other}/links/${made.linkId}`).expect(404);
  await api.as('support').delete(`/v1/cancellations/${id}/links/${made.linkId}`).expect(204);
  expect((await browser.get(`${api.url}/v1/cancellations/${id}`)).status).toBe(401);
  await expect(signIn(api, { token: made.token })).rejects.toThrow('LINK_EXPIRED');
});

it('is worth nothing once a single character is another, as another kind, or as a bearer', async () => {
  const made = await linkTo(await cancellation());
  const { token } = made;
  let accepted = 0;
  for (let at = 0; at < token.length; at += 7) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    const answer = await openBrowser().send('POST', `${api.url}/v1/session`, { body: { token: changed } });
    if (answer.status === 200) accepted += 1;
  }
  expect(accepted).toBe(0);
  await api.anonymous.post('/v1/links/exchange').send({ token }).expect(400);
  await api.anonymous
    .post('/v1/links/exchange')
    .send({ token: `rl_${token.slice(3)}` })
    .expect(400);
  await api.withBearer(token).get('/v1/cancellations').expect(401);
});

it('is made by a service alone, for a merchant that was asked', async () => {
  const id = await cancellation();
  const ask = (body: object, to = id) => api.as('service').post(`/v1/cancellations/${to}/links`).send(body);
  expect((await ask({ merchantId: 'm_9' }).expect(422)).body).toMatchObject({ code: 'MERCHANT_NOT_ASKED' });
  const missing = await ask({ merchantId: 'm_1' }, 'nowhere.0123456789abcdef').expect(404);
  expect(missing.body).toMatchObject({ code: 'CANCELLATION_NOT_FOUND' });
  for (const wrong of [{}, { merchantId: '' }, { merchantId: 'm_1', expiresInDays: 9 }]) await ask(wrong).expect(400);
  for (const role of ['merchant', 'support', 'supervisor'] as const) {
    await api.as(role).post(`/v1/cancellations/${id}/links`).send({ merchantId: 'm_1' }).expect(403);
  }
});
