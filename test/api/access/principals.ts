import { createApiKey } from '../../../src/adapters/persistence/api-keys';
import { createCancellationBook } from '../../../src/adapters/persistence/cancellation-book';
import { createPayoutDestinations } from '../../../src/adapters/persistence/payouts/payout-destinations';
import { ensureShop } from '../../../src/adapters/persistence/orders/ensure-shop';
import type { Role } from '../../../src/domain/cancellation';
import { orderBody } from '../order-body';
import { SHOP, type Calls, type TestApi } from '../start-api';

/** Everything in one shop's name that a path can be about. */
export interface Objects {
  readonly orderId: string;
  readonly cancellationId: string;
  readonly merchantId: string;
  readonly balanceId: string;
  readonly destinationId: string;
  readonly linkId: string;
}

/** Somebody, with what is its own and what is another's of the same kind. */
export interface Principal {
  readonly name: string;
  readonly role: Role | undefined;
  readonly calls: Calls;
  readonly own: Objects;
  readonly anothers: Objects;
}

/** What nobody has, in the form that everything has. */
export const MISSING: Objects = {
  orderId: 'nowhere',
  cancellationId: 'nowhere.0123456789abcdef',
  merchantId: 'missing_m',
  balanceId: 'nowhere',
  destinationId: '00000000-0000-4000-8000-000000000000',
  linkId: 'ln_000000000000000000000000',
};

/** What must never be in an answer to anybody who asks about another's. */
export const SECRET = 'canary';

/**
 * Two orders of two customers and two merchants in one shop, a third in another shop, each with a cancellation, and everybody who may ask about
 * them.
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
  return [
    { name: 'nobody', role: undefined, calls: api.anonymous, own: a, anothers: c },
    { name: 'customer A', role: 'customer', calls: await api.customerOf(a.orderId), own: a, anothers: b },
    { name: 'customer B', role: 'customer', calls: await api.customerOf(b.orderId), own: b, anothers: a },
    { name: 'merchant A', role: 'merchant', calls: api.withBearer(first.key), own: a, anothers: b },
    { name: 'merchant B', role: 'merchant', calls: api.withBearer(second.key), own: b, anothers: a },
    ...ofShop,
  ];
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
  return {
    orderId,
    cancellationId,
    merchantId,
    balanceId,
    destinationId,
    linkId: (link.body as { linkId: string }).linkId,
  };
}
