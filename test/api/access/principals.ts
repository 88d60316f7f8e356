import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { createApiKey } from '../../../src/adapters/persistence/api-keys';
import { createCancellationBook } from '../../../src/adapters/persistence/cancellation-book';
import { createPayoutDestinations } from '../../../src/adapters/persistence/payouts/payout-destinations';
import { ensureShop } from '../../../src/adapters/persistence/orders/ensure-shop';
import type { Role } from '../../../src/domain/cancellation';
import { orderBody } from '../order-body';
import { localToken, signIn } from '../sessions/signed-in';
import { SHOP, type Calls, type TestApi } from '../start-api';

/** Everything in one shop's name that a path can be about. */
export interface Objects {
  readonly orderId: string;
  readonly cancellationId: string;
  readonly merchantId: string;
  readonly balanceId: string;
  readonly destinationId: string;
  readonly linkId: string;
  readonly merchantLinkId: string;
  readonly endpointId: string;
  readonly deliveryId: string;
  readonly caseId: string;
}

/** Somebody, with what is its own and what is another's of the same kind. */
export interface Principal {
  readonly name: string;
  readonly role: Role | undefined;
  readonly calls: Calls;
  readonly own: Objects;
  readonly anothers: Objects;
  /** Came by a link to one cancellation: what is about none is not for it. */
  readonly byLink?: true;
}

/** What nobody has, in the form that everything has. */
export const MISSING: Objects = {
  orderId: 'nowhere',
  cancellationId: 'nowhere.0123456789abcdef',
  merchantId: 'missing_m',
  balanceId: 'nowhere',
  destinationId: '00000000-0000-4000-8000-000000000000',
  linkId: 'ln_000000000000000000000000',
  merchantLinkId: 'lm_000000000000000000000000',
  endpointId: 'we_00000000-0000-4000-8000-000000000000',
  deliveryId: 'dlv_00000000-0000-4000-8000-000000000000',
  caseId: '900000009',
};

/** What must never be in an answer to anybody who asks about another's. */
export const SECRET = 'canary';

/**
 * Two orders of two customers and two merchants in one shop, a third in another shop, each with a cancellation, and
 * everybody who may ask about them.
 */
export async function makePrincipals(api: TestApi): Promise<Principal[]> {
  const service = api.as('service');
  await ensureShop(api.db, { shopId: 'shop_2' });
  const foreign = await createApiKey(api.db, { shopId: 'shop_2', actorId: 'service_2', role: 'service' });
  const [a, b, c] = [
    await makeObjects(api, { calls: service, shopId: SHOP, name: 'a' }),
    await makeObjects(api, { calls: service, shopId: SHOP, name: 'b' }),
    await makeObjects(api, { calls: api.withBearer(foreign.key), shopId: 'shop_2', name: 'c' }),
  ];
  const second = await createApiKey(api.db, {
    ...{ shopId: SHOP, actorId: 'merchant_b', role: 'merchant', merchantId: b.merchantId },
  });
  const first = await createApiKey(api.db, {
    ...{ shopId: SHOP, actorId: 'merchant_a', role: 'merchant', merchantId: a.merchantId },
  });
  const ofShop = (['support', 'supervisor', 'operator', 'auditor', 'service'] as const).map((role) => ({
    ...{ name: role, role, calls: api.as(role), own: a, anothers: c },
  }));
  const linked = await service
    .post(`/v1/cancellations/${a.cancellationId}/links`)
    .send({ merchantId: a.merchantId })
    .expect(201);
  const order = await service.post(`/v1/orders/${a.orderId}/links`).send({}).expect(201);
  const person = (id: string, role: Role) => ({ token: localToken({ shopId: SHOP, actor: { id, role } }) });
  const atBrowsers: readonly Principal[] = [
    { name: 'customer A at a browser', role: 'customer', calls: await signedIn(api, order.body), own: a, anothers: b },
    {
      ...{ name: 'merchant A by a link', role: 'merchant', own: a, anothers: b, byLink: true },
      calls: await signedIn(api, linked.body),
    },
    {
      ...{ name: 'auditor at a browser', role: 'auditor', own: a, anothers: c },
      calls: await signedIn(api, person('auditor_2', 'auditor')),
    },
  ];
  return [
    { name: 'nobody', role: undefined, calls: api.anonymous, own: a, anothers: c },
    { name: 'customer A', role: 'customer', calls: await api.customerOf(a.orderId), own: a, anothers: b },
    { name: 'customer B', role: 'customer', calls: await api.customerOf(b.orderId), own: b, anothers: a },
    { name: 'merchant A', role: 'merchant', calls: api.withBearer(first.key), own: a, anothers: b },
    { name: 'merchant B', role: 'merchant', calls: api.withBearer(second.key), own: b, anothers: a },
    ...atBrowsers,
    ...ofShop,
  ];
}

/** Calls as a page makes them: by the browser's cookie, and with the session's token. */
async function signedIn({ url, anonymous }: TestApi, body: unknown): Promise<Calls> {
  const { browser, session } = await signIn({ url }, { token: (body as { token: string }).token });
  const cookie = `rescind_session=${browser.cookieOf(url, 'rescind_session') ?? ''}`;
  const by = (verb: keyof Calls) => (path: string) =>
    anonymous[verb](path).set('Cookie', cookie).set('X-CSRF-Token', session.csrfToken);
  return { get: by('get'), put: by('put'), post: by('post'), patch: by('patch'), delete: by('delete') };
}

interface Making {
  readonly calls: Calls;
  readonly shopId: string;
  readonly name: string;
}

async function makeObjects(api: TestApi, { calls, shopId, name }: Making): Promise<Objects> {
  const orderId = `${SECRET}_order_${name}`;
  const merchantId = `${SECRET}_m_${name}`;
  const balanceId = `${SECRET}_balance_${name}`;
  const line = { lineId: 'a', merchantId, sku: `${SECRET}_sku`, quantity: 1, unitPrice: 4_000 };
  await calls
    .put(`/v1/orders/${orderId}`)
    .send(orderBody({ lines: [line] }))
    .expect(200);
  const movement = { movementId: `${SECRET}_${name}`, cause: 'ISSUE', amount: 100 };
  const balance = { kind: 'STORE_CREDIT', currency: 'EUR', movements: [movement] };
  await calls.put(`/v1/balances/${balanceId}`).send(balance).expect(200);
  const cancellationId = `${orderId}.0123456789abcdef`;
  await createCancellationBook(api.db).accept({
    ...{ shopId, orderId, cancellationId, workflowId: 'w', idempotencyKey: `key-${name}`, requestHash: 'h' },
    ...{ reason: 'CHANGED_MIND', initiator: 'CUSTOMER', selection: { kind: 'ORDER' } },
    actor: { id: 's', role: 'service' },
  });
  const created = await createPayoutDestinations(api.db, undefined).create({
    ...{ shopId, orderId, destination: { kind: 'STORE_CREDIT', balanceId }, actor: { id: 's', role: 'service' } },
  });
  if (created.outcome === 'refused') throw new Error(created.code);
  const { destinationId } = created.destination;
  const link = await calls.post(`/v1/orders/${orderId}/links`).send({}).expect(201);
  const asked = calls.post(`/v1/cancellations/${cancellationId}/links`).send({ merchantId });
  const merchantLink = await asked.expect(201);
  return {
    orderId,
    cancellationId,
    merchantId,
    balanceId,
    destinationId,
    linkId: (link.body as { linkId: string }).linkId,
    merchantLinkId: (merchantLink.body as { linkId: string }).linkId,
    caseId: await makeCase(api, { shopId, cancellationId }),
    ...(await makeEndpoint(api, { shopId, orderId })),
  };
}

/** An endpoint that is told of nothing, because somebody disabled it, and a delivery to it that failed before. */
async function makeEndpoint(
  { db }: TestApi,
  { shopId, orderId }: { readonly shopId: string; readonly orderId: string },
): Promise<Pick<Objects, 'endpointId' | 'deliveryId'>> {
  const ids = { endpointId: `we_${randomUUID()}`, deliveryId: `dlv_${randomUUID()}` };
  const { event_id } = await db
    .selectFrom('outbox')
    .select('event_id')
    .where('shop_id', '=', shopId)
    .executeTakeFirstOrThrow();
  const disabled = { state: 'DISABLED', disabled_reason: 'BY_HAND', disabled_at: new Date() } as const;
  await db
    .insertInto('webhook_endpoints')
    .values({
      ...{ shop_id: shopId, endpoint_id: ids.endpointId, merchant_id: null, types: [], failing_since: null },
      ...{ url: `https://hooks.example.com/${orderId}`, idempotency_key: orderId, request_hash: 'h', ...disabled },
    })
    .execute();
  await db
    .insertInto('webhook_deliveries')
    .values({
      ...{ delivery_id: ids.deliveryId, shop_id: shopId, endpoint_id: ids.endpointId, event_id, state: 'FAILED' },
      ...{ step: 9, attempts: 10, next_attempt_at: new Date(), claim: null, last_error: 'TIMED_OUT' },
    })
    .execute();
  return ids;
}

let cases = 900_000_000;

/** An open drift case, of a number so great that it stands for nothing else. */
async function makeCase(
  { db }: TestApi,
  { shopId, cancellationId }: { readonly shopId: string; readonly cancellationId: string },
): Promise<string> {
  cases += 1;
  await sql`insert into drift_cases (case_id, shop_id, channel, kind, subject, cancellation_id) overriding system value
    values (${cases}, ${shopId}, 'sandbox', 'STATUS', ${cancellationId}, ${cancellationId})`.execute(db);
  return String(cases);
}
