import type { Page } from 'playwright-core';
import { signLocalLink } from '../../src/adapters/access/local-sign-in';
import { createApiKey } from '../../src/adapters/persistence/api-keys';
import { ensureShop } from '../../src/adapters/persistence/orders/ensure-shop';
import { LINK_KEYS as LINK_KEYS_NAME, readLinkKeys } from '../../src/adapters/secrets/data-keys';
import type { ApiParts } from '../../src/api/api-parts';
import type { Role } from '../../src/domain/cancellation';
import type { Policy } from '../../src/domain/policy';
import { freePort } from '../../src/local/ports';
import { LINK_KEYS, startApi, WEBHOOK_SECRET, type Calls, type TestApi } from '../api/start-api';
import { type Engine, type RunningWorkers, startEngine } from '../support/engine';
import { buildPages } from './build-pages';
import { type OrderWish, putMerchant, putOrder } from './shop-of-tests';

export const SHOP = 'shop_1';

const DATA_KEYS = `d1:${Buffer.alloc(32, 5).toString('base64')}`;

/** Who signs in: the customer of an order, or somebody by a role. */
export type Visitor =
  | { readonly role: 'customer'; readonly orderId: string; readonly purpose?: 'MANAGE' | 'FOLLOW' }
  | { readonly role: Exclude<Role, 'customer'>; readonly merchantId?: string; readonly id?: string };

/** The whole product in the test's own process: engine, workers, sandboxes, API, and the pages that it serves. */
export interface OpenPages {
  /** Where the browser goes. */
  readonly url: string;
  readonly engine: Engine;
  readonly workers: RunningWorkers;
  readonly api: TestApi;
  /** What the API stands on. */
  readonly parts: ApiParts;
  /** Calls of the shop's own service, by its key. */
  readonly service: Calls;
  /** Calls of one merchant's system, by its key. */
  readonly merchant: (merchantId?: string) => Promise<Calls>;
  readonly putMerchant: (merchantId?: string, policy?: Partial<Policy>) => Promise<void>;
  /** The order's id. */
  readonly putOrder: (wish?: OrderWish) => Promise<string>;
  /** Asks to cancel all of an order in its customer's name; the cancellation's id. */
  readonly request: (orderId: string, body?: object) => Promise<string>;
  /** The address that a message to this visitor carries. */
  readonly linkOf: (visitor: Visitor) => Promise<string>;
  /** Opens the link and presses its button: the visitor's first page, or `path` after it. */
  readonly signIn: (page: Page, visitor: Visitor, path?: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts everything for one test file, with merchant m_1. `stop()` it at the end. */
export async function openPages({
  env = {},
}: { readonly env?: Readonly<Record<string, string>> } = {}): Promise<OpenPages> {
  const [pages, port] = await Promise.all([buildPages(), freePort()]);
  const url = `http://127.0.0.1:${port}`;
  const engine = await startEngine({
    webhookUrl: `${url}/v1/webhooks/refunds/sandbox`,
    webhookSecret: WEBHOOK_SECRET,
  });
  let parts: ApiParts | undefined;
  const api = await startApi({
    port,
    databaseUrl: engine.databaseUrl,
    temporal: { address: engine.temporal.address, namespace: engine.temporal.namespace ?? 'default' },
    env: {
      RESCIND_PAYMENTS_URL: engine.peers.payments.url,
      RESCIND_PUBLIC_URL: url,
      RESCIND_DATA_KEYS: DATA_KEYS,
      ...env,
    },
    over: (composed) => {
      parts = { ...composed, pages };
      return parts;
    },
  });
  if (parts === undefined) throw new Error('The API was composed of nothing');
  const workers = await engine.startWorkers();
  await ensureShop(engine.db, { shopId: SHOP });
  const callsOf = async (role: Role, more: object = {}): Promise<Calls> =>
    api.withBearer((await createApiKey(engine.db, { shopId: SHOP, actorId: `${role}_1`, role, ...more })).key);
  const service = await callsOf('service');
  await putMerchant(service, 'm_1');
  const linkOf = async (visitor: Visitor): Promise<string> => {
    if (visitor.role !== 'customer') return `${url}/open#${staffToken(visitor)}`;
    const { orderId, purpose = 'MANAGE' } = visitor;
    const { body } = await service.post(`/v1/orders/${orderId}/links`).send({ purpose }).expect(201);
    return (body as { url: string }).url;
  };
  return {
    ...{ url, engine, workers, api, parts, service, linkOf },
    merchant: (merchantId = 'm_1') => callsOf('merchant', { merchantId }),
    putMerchant: (merchantId = 'm_1', policy = {}) => putMerchant(service, merchantId, policy),
    putOrder: (wish) => putOrder({ engine, service }, wish),
    request: async (orderId, body = { reason: 'CHANGED_MIND' }) => {
      const call = service.post(`/v1/orders/${orderId}/cancellations`).set('Idempotency-Key', `of-${orderId}`);
      return ((await call.send(body).expect(200)).body as { cancellationId: string }).cancellationId;
    },
    signIn: async (page, visitor, path) => {
      await page.goto(await linkOf(visitor));
      await page.getByRole('main').getByRole('button').click();
      await page.waitForURL((now) => now.pathname !== '/open');
      if (path !== undefined) await page.goto(path);
    },
    stop: async () => {
      await api.stop();
      await engine.stop();
    },
  };
}

function staffToken({ role, merchantId, id = `${role}_1` }: Exclude<Visitor, { role: 'customer' }>): string {
  const read = readLinkKeys({ [LINK_KEYS_NAME]: LINK_KEYS });
  if (read.outcome !== 'read') throw new Error('The tests have no key to sign links with');
  const merchant = merchantId === undefined ? {} : { merchantId };
  return signLocalLink(read.keys, { shopId: SHOP, actor: { id, role }, ...merchant });
}
