import { join } from 'node:path';
import { Client, type Connection } from '@temporalio/client';
import { createApiKey, createApiKeyStore } from './adapters/persistence/api-keys';
import { createCancellationBook } from './adapters/persistence/cancellation-book';
import { createCancellationReader } from './adapters/persistence/cancellation-reader';
import { checkConnection, checkMigrations } from './adapters/persistence/check-database';
import type { Database } from './adapters/persistence/database';
import { createOrderBook } from './adapters/persistence/orders/order-book';
import { ensureShop } from './adapters/persistence/orders/ensure-shop';
import { projectRoot } from './adapters/persistence/project-root';
import { createRefundBook } from './adapters/persistence/refund-book';
import { createRefundWebhooks } from './adapters/refund/refund-webhooks';
import { SANDBOX_CAPABILITIES } from './adapters/refund/sandbox/capabilities';
import { sandboxWebhookReader } from './adapters/refund/sandbox/webhook-reader';
import type { ApiParts, Patience } from './api/api-parts';
import { openTemporalDoor } from './client/temporal-door';
import type { Settings } from './config/settings';

/** The shop and actor of the key that a machine of one's own starts with. */
const LOCAL = { shopId: 'demo', actorId: 'local', role: 'service' } as const;

const TIMEOUT_MS: Readonly<Record<Patience, number>> = { answer: 10_000, tell: 2_000 };

const READINESS_MS = 1_500;

const CAPABILITIES = new Map([[SANDBOX_CAPABILITIES.channel, SANDBOX_CAPABILITIES]]);

/** Puts the API's adapters together. Nothing is connected to yet. */
export function composeApi(db: Database, connection: Connection, settings: Settings): ApiParts {
  const { namespace } = settings.temporal;
  const client = new Client({ connection, namespace });
  const secrets = settings.webhookSecret === undefined ? [] : [settings.webhookSecret];
  const readers = new Map([[SANDBOX_CAPABILITIES.channel, sandboxWebhookReader(secrets)]]);
  const arrivalDays: ApiParts['arrivalDays'] = (channel) => CAPABILITIES.get(channel)?.arrivalDays ?? [5, 10];
  return {
    orders: createOrderBook(db, { channels: new Set(CAPABILITIES.keys()) }),
    decisions: createCancellationBook(db, { arrivalDays }),
    reader: createCancellationReader(db),
    apiKeys: createApiKeyStore(db),
    webhooks: createRefundWebhooks(readers, createRefundBook(db)),
    temporal: ({ shopId, actor }, patience) =>
      openTemporalDoor(client, { shopId, actor, timeoutMs: TIMEOUT_MS[patience] }),
    readiness: [
      { name: 'database', check: () => checkConnection(db) },
      { name: 'migrations', check: () => checkMigrations(db) },
      { name: 'temporal', check: () => checkTemporal(client, namespace) },
    ],
    clock: () => new Date(),
    errorPages: join(projectRoot(), 'docs', 'errors'),
    arrivalDays,
  };
}

/** Throws while the namespace can't be had. Its deadline lets no call outlive the connection. */
async function checkTemporal(client: Client, namespace: string): Promise<void> {
  const deadline = Date.now() + READINESS_MS;
  await client.withDeadline(deadline, () => client.workflowService.describeNamespace({ namespace }));
}

/** Makes the key of RESCIND_API_KEY, with a shop to try things on; never in production, where keys are made one by one. */
export async function ensureLocalKey(db: Database, { production, bootstrapApiKey }: Settings): Promise<void> {
  if (production || bootstrapApiKey === undefined) return;
  await ensureShop(db, { shopId: LOCAL.shopId });
  await createApiKey(db, { ...LOCAL, key: bootstrapApiKey });
}
