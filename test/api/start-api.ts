import type { NestExpressApplication } from '@nestjs/platform-express';
import pino from 'pino';
import request from 'supertest';
import { createApiKey } from '../../src/adapters/persistence/api-keys';
import { openDatabase, type Database } from '../../src/adapters/persistence/database';
import { ensureShop } from '../../src/adapters/persistence/orders/ensure-shop';
import { createApi } from '../../src/api/create-api';
import { composeApi } from '../../src/compose-api';
import type { ApiParts } from '../../src/api/api-parts';
import { readSettings } from '../../src/config/settings';
import type { Role } from '../../src/domain/cancellation';
import { lazyTemporalConnection } from '../../temporal-config/connection';
import { createTestDatabase } from '../support/test-database';

export const SHOP = 'shop_1';
export const WEBHOOK_SECRET = 'webhook-secret-for-tests';
export const LINK_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

export interface TestApi {
  readonly app: NestExpressApplication;
  readonly db: Database;
  readonly url: string;
  /** Calls as a role of the shop's; `merchant` is m_1's. */
  readonly as: (role: Role) => Calls;
  readonly anonymous: Calls;
  /** Calls as the customer of an order that is there, by a link to it. */
  readonly customerOf: (orderId: string) => Promise<Calls>;
  /** Calls with whatever bearer. */
  readonly withBearer: (bearer: string) => Calls;
  readonly keyOf: (role: Role) => string;
  readonly stop: () => Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: unknown;
}

/** A call of supertest's, whose answer is not believed to have any shape. */
export interface Call extends PromiseLike<Answer> {
  set: (name: string, value: string) => Call;
  send: (body: string | object) => Call;
  redirects: (most: number) => Call;
  expect: (status: number, body?: unknown) => Call;
}

export type Calls = Readonly<Record<'get' | 'put' | 'post' | 'patch' | 'delete', (path: string) => Call>>;

interface Options {
  /** Left out: an address where nobody listens. */
  readonly temporal?: { readonly address: string; readonly namespace: string };
  readonly databaseUrl?: string;
  /** Left out: one of the system's choice. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly over?: (parts: ApiParts) => Partial<ApiParts>;
}

const ROLES: readonly Role[] = ['service', 'merchant', 'support', 'supervisor', 'operator', 'auditor'];

/** The API as `src/main.ts` composes it, on a database of its own and a port of the system's choice. */
export async function startApi({ temporal, databaseUrl, port = 0, over, env: more }: Options = {}): Promise<TestApi> {
  const database = databaseUrl === undefined ? await createTestDatabase() : undefined;
  const env = {
    DATABASE_URL: databaseUrl ?? database?.url,
    TEMPORAL_ADDRESS: temporal?.address ?? '127.0.0.1:1',
    TEMPORAL_NAMESPACE: temporal?.namespace ?? 'nowhere',
    RESCIND_WEBHOOK_SECRET: WEBHOOK_SECRET,
    RESCIND_PAYMENTS_URL: 'http://127.0.0.1:1',
    RESCIND_LINK_KEYS: LINK_KEYS,
    NODE_ENV: 'test',
    ...more,
  };
  const settings = readSettings(env);
  const db = openDatabase(settings.databaseUrl, { max: 6 });
  const connection = lazyTemporalConnection(settings.temporal);
  const parts = composeApi(db, { connection, settings, env });
  const app = await createApi({ ...parts, ...over?.(parts) }, pino({ level: 'silent' }));
  await app.listen(port, '127.0.0.1');
  const keys = database === undefined ? new Map<Role, string>() : await makeKeys(db);
  const url = await app.getUrl();
  const keyOf = (role: Role) => keys.get(role) ?? 'rk_none';
  const calls = (key?: string): Calls => {
    const call =
      (method: 'get' | 'put' | 'post' | 'patch' | 'delete') =>
      (path: string): Call => {
        const test = request(url)[method](path);
        return key === undefined ? test : test.set('Authorization', `Bearer ${key}`);
      };
    return { get: call('get'), put: call('put'), post: call('post'), patch: call('patch'), delete: call('delete') };
  };
  const stop = async () => {
    await app.close();
    await connection.close();
    await db.destroy();
    await database?.drop();
  };
  const customerOf = async (orderId: string): Promise<Calls> => {
    const link = await calls(keyOf('service')).post(`/v1/orders/${orderId}/links`).send({}).expect(201);
    const { token } = link.body as { token: string };
    const exchanged = await calls().post('/v1/links/exchange').send({ token }).expect(200);
    return calls((exchanged.body as { token: string }).token);
  };
  const as = (role: Role) => calls(keyOf(role));
  return { app, db, url, as, anonymous: calls(), withBearer: calls, customerOf, keyOf, stop };
}

async function makeKeys(db: Database): Promise<Map<Role, string>> {
  await ensureShop(db, { shopId: SHOP });
  const made = ROLES.map(async (role): Promise<[Role, string]> => {
    const merchant = role === 'merchant' ? { merchantId: 'm_1' } : {};
    const { key } = await createApiKey(db, { shopId: SHOP, actorId: `${role}_1`, role, ...merchant });
    return [role, key];
  });
  return new Map(await Promise.all(made));
}
