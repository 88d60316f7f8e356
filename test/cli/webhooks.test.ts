import { createDispatcher } from '../../src/adapters/outgoing-webhooks/dispatcher';
import { createPostMessage } from '../../src/adapters/outgoing-webhooks/post-message';
import { readTarget } from '../../src/adapters/outgoing-webhooks/read-target';
import type { Database } from '../../src/adapters/persistence/database';
import { openDatabase } from '../../src/adapters/persistence/database';
import { createApiKey } from '../../src/adapters/persistence/api-keys';
import { createOrderBook } from '../../src/adapters/persistence/orders/order-book';
import { ensureShop } from '../../src/adapters/persistence/orders/ensure-shop';
import { createWebhookDeliveries } from '../../src/adapters/persistence/outgoing-webhooks/delivery-book';
import { createWebhookEndpoints } from '../../src/adapters/persistence/outgoing-webhooks/endpoint-book';
import { accept } from '../../src/adapters/persistence/steps/accept';
import type { Doors } from '../../src/cli/doors';
import { runCli } from '../../src/cli/program';
import { openWebhooksDoor } from '../../src/cli/webhooks/webhooks-door';
import { SEALER } from '../adapters/outgoing-webhooks/webhook-desk';
import { newOrder } from '../adapters/persistence/orders/new-order';
import { NOW, requestFor } from '../adapters/persistence/steps/bookshop';
import { SHOP, startApi, type TestApi } from '../api/start-api';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { waitFor } from '../support/wait-for';

const clock = () => new Date();

function open(db: Database, allowLoopback: boolean) {
  const refuseUrl = (url: string) => {
    const target = readTarget(url, { allowLoopback });
    return target.outcome === 'refused' ? target.code : undefined;
  };
  return {
    webhookEndpoints: createWebhookEndpoints({ db, sealer: SEALER, refuseUrl, clock }),
    webhookDispatcher: createDispatcher({
      book: createWebhookDeliveries(db, SEALER),
      post: createPostMessage({ allowLoopback }),
      clock,
    }),
  };
}

describe('webhooks', () => {
  let database: TestDatabase;
  let db: Database;
  let key = '';
  let made = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url, { max: 6 });
    await ensureShop(db, { shopId: SHOP });
    ({ key } = await createApiKey(db, { shopId: SHOP, actorId: 'cli', role: 'service' }));
  });
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  const askFor = async (): Promise<void> => {
    made += 1;
    const orderId = `o_${made}`;
    await createOrderBook(db, { channels: new Set(['sandbox']) }).putOrder(SHOP, newOrder({ orderId }));
    await accept(db, { clock: () => NOW })(requestFor(orderId));
  };

  function run(api: TestApi, args: readonly string[]) {
    const out: string[] = [];
    const err: string[] = [];
    const exitCode = runCli(['webhooks', ...args], {
      terminal: {
        out: (text) => void out.push(text),
        err: (text) => void err.push(text),
        progress: process.stderr,
        env: {},
      },
      openDoors: () => {
        const doors: Partial<Doors> = { shopId: SHOP, webhooks: openWebhooksDoor(db, { url: api.url, key }) };
        return Promise.resolve({ ...doors, close: () => Promise.resolve() } as Doors);
      },
    });
    return { out, err, exitCode };
  }

  const withApi = async (allowLoopback: boolean, work: (api: TestApi) => Promise<void>): Promise<void> => {
    const api = await startApi({ databaseUrl: database.url, over: () => open(db, allowLoopback) });
    try {
      await work(api);
    } finally {
      await api.stop();
    }
  };

  it('listen prints each event, verified, and leaves no endpoint behind; resend sends it again', () =>
    withApi(true, async (api) => {
      const first = run(api, ['listen', '--count', '2']);
      await waitFor('the endpoint', () => (first.err.length > 0 ? true : undefined));
      await askFor();
      expect(await first.exitCode).toBe(0);
      expect(first.out.map((line) => line.split('  ').slice(1, 4)).sort()).toEqual([
        ['verified', 'cancellation.accepted', requestFor('o_1').cancellationId],
        ['verified', 'cancellation.requested', requestFor('o_1').cancellationId],
      ]);
      const second = run(api, ['listen', '--json', '--count', '2', '--type', 'cancellation.accepted']);
      await waitFor('the endpoint', () => (second.err.length > 0 ? true : undefined));
      await askFor();
      const { deliveryId } = JSON.parse(await waitFor('a line', () => second.out[0])) as { deliveryId: string };
      const delivered = () =>
        db
          .selectFrom('webhook_deliveries')
          .select('delivery_id')
          .where('delivery_id', '=', deliveryId)
          .where('state', '=', 'DELIVERED')
          .executeTakeFirst();
      await waitFor('its delivery', delivered);
      const again = run(api, ['resend', deliveryId, '--json']);
      expect(await again.exitCode).toBe(0);
      expect(JSON.parse(again.out.join(''))).toMatchObject({ deliveryId, type: 'cancellation.accepted' });
      expect(await second.exitCode).toBe(0);
      expect(second.out.map((line) => (JSON.parse(line) as { deliveryId: string }).deliveryId)).toEqual([
        deliveryId,
        deliveryId,
      ]);
      expect(await db.selectFrom('webhook_endpoints').select('url').where('state', '<>', 'DELETED').execute()).toEqual(
        [],
      );
      const gone = run(api, ['resend', deliveryId]);
      expect(await gone.exitCode).toBe(1);
      expect(gone.out[0]).toContain('WEBHOOK_DELIVERY_NOT_FOUND');
    }));

  it('listen says so where loopback is not allowed', () =>
    withApi(false, async (api) => {
      const refused = run(api, ['listen']);
      expect(await refused.exitCode).toBe(1);
      expect(refused.out[0]).toContain('WEBHOOK_URL_REFUSED');
    }));
});
