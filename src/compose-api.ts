import { join } from 'node:path';
import { Client, type Connection } from '@temporalio/client';
import { printCreditNote } from './adapters/documents/credit-note-pdf';
import { createApiKey } from './adapters/persistence/api-keys';
import { createCancellationBook } from './adapters/persistence/cancellation-book';
import { createCancellationReader } from './adapters/persistence/cancellation-reader';
import { createChangeReader } from './adapters/persistence/changes/change-reader';
import { checkConnection, checkMigrations } from './adapters/persistence/check-database';
import type { Database } from './adapters/persistence/database';
import { createDriftReader } from './adapters/persistence/drift/list-drift';
import { createDriftResolver } from './adapters/persistence/drift/resolve-case';
import { createFeedbackBook } from './adapters/persistence/feedback/feedback-book';
import { createEscalationBook } from './adapters/persistence/escalation/escalation-book';
import { createOfferBook } from './adapters/persistence/offers/offer-book';
import { createMerchantReader } from './adapters/persistence/orders/merchant-reader';
import { createOrderBook } from './adapters/persistence/orders/order-book';
import { ensureShop } from './adapters/persistence/orders/ensure-shop';
import { createPayoutDestinations } from './adapters/persistence/payouts/payout-destinations';
import { projectRoot } from './adapters/persistence/project-root';
import { createRefundBook } from './adapters/persistence/refund-book';
import { createReopeningBook } from './adapters/persistence/reopening/reopening-book';
import { createDispatcher } from './adapters/outgoing-webhooks/dispatcher';
import { createPostMessage } from './adapters/outgoing-webhooks/post-message';
import { readTarget } from './adapters/outgoing-webhooks/read-target';
import { createWebhookDeliveries } from './adapters/persistence/outgoing-webhooks/delivery-book';
import { createWebhookEndpoints } from './adapters/persistence/outgoing-webhooks/endpoint-book';
import { createWalletBook } from './adapters/persistence/wallet/wallet-book';
import { createRefundWebhooks } from './adapters/refund/refund-webhooks';
import { channelFacts } from './adapters/refund/channel-facts';
import { openChannels } from './adapters/refund/open-channels';
import { readDataKeys } from './adapters/secrets/data-keys';
import { createSealer, type Sealer } from './adapters/secrets/sealer';
import type { ApiParts, Patience } from './api/api-parts';
import { openTemporalDoor } from './client/temporal-door';
import { composeAccess, keyProblems } from './compose-access';
import { composeMail } from './compose-mail';
import { DEMO_SHOP } from './config/demo-shop';
import { EnvironmentError } from './config/environment-error';
import type { Settings } from './config/settings';

/** The shop and actor of the key that a machine of one's own starts with. */
const LOCAL = { shopId: 'demo', actorId: 'local', role: 'service' } as const;

const TIMEOUT_MS: Readonly<Record<Patience, number>> = { answer: 10_000, tell: 2_000 };

const READINESS_MS = 1_500;

interface ApiSurroundings {
  readonly connection: Connection;
  readonly settings: Settings;
  /** Credentials of the refund channels. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Puts the API's adapters together. Nothing is connected to yet.
 * @throws {EnvironmentError} where a channel's credentials, the identity provider or the keys are wrong, or missing in production.
 */
export function composeApi(db: Database, { connection, settings, env }: ApiSurroundings): ApiParts {
  const { namespace } = settings.temporal;
  const client = new Client({ connection, namespace });
  const { channels, doors, bad } = openChannels(env, db);
  const dataKeys = readDataKeys(env);
  const problems = [...bad.flatMap((one) => one.problems), ...keyProblems(env, settings)];
  if (problems.length > 0) throw new EnvironmentError(problems);
  const sealer = dataKeys.outcome === 'read' ? createSealer(dataKeys.keys) : undefined;
  const facts = channelFacts(channels);
  const clock = () => new Date();
  const access = composeAccess(db, settings, env);
  return {
    orders: createOrderBook(db, { channels: new Set(channels.keys()) }),
    decisions: createCancellationBook(db, facts),
    offers: createOfferBook(db),
    reader: createCancellationReader(db),
    escalations: createEscalationBook(db, clock),
    reopenings: createReopeningBook(db),
    drift: { ...createDriftReader(db), ...createDriftResolver(db) },
    feedback: createFeedbackBook(db),
    merchants: createMerchantReader(db),
    changes: createChangeReader(db),
    workflowUrl: workflowUrlOf(settings),
    ...access,
    ...composeMail(db, {
      ...{ settings, env, clock },
      links: { orderLinks: access.links, merchantLinks: access.merchantLinks },
    }),
    webhooks: createRefundWebhooks(doors, createRefundBook(db)),
    wallet: createWalletBook(db),
    destinations: createPayoutDestinations(db, sealer),
    temporal: ({ shopId, actor, merchantId }, patience) => {
      const who = { shopId, actor, ...(merchantId === undefined ? {} : { merchantId }) };
      return openTemporalDoor(client, { ...who, timeoutMs: TIMEOUT_MS[patience] });
    },
    readiness: [
      { name: 'database', check: () => checkConnection(db) },
      { name: 'migrations', check: () => checkMigrations(db) },
      { name: 'temporal', check: () => checkTemporal(client, namespace) },
    ],
    clock,
    ...composeWebhooks(db, { sealer, clock, allowLoopback: settings.webhooksAllowLoopback }),
    errorPages: join(projectRoot(), 'docs', 'errors'),
    pages: join(projectRoot(), 'dist', 'console'),
    arrivalDays: facts.arrivalDays,
    inBusinessDays: facts.inBusinessDays,
    printCreditNote,
  };
}

/** Where the Web UI shows a workflow: its latest run, by its id. */
function workflowUrlOf({ temporalUiUrl, temporal }: Settings): ((workflowId: string) => string) | undefined {
  if (temporalUiUrl === undefined) return undefined;
  const workflows = `${temporalUiUrl.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(temporal.namespace)}/workflows`;
  return (workflowId) => `${workflows}/${encodeURIComponent(workflowId)}`;
}

interface WebhookSurroundings {
  readonly sealer: Sealer | undefined;
  readonly clock: () => Date;
  readonly allowLoopback: boolean;
}

function composeWebhooks(
  db: Database,
  { sealer, clock, allowLoopback }: WebhookSurroundings,
): Pick<ApiParts, 'webhookEndpoints' | 'webhookDispatcher'> {
  const refuseUrl = (url: string) => {
    const target = readTarget(url, { allowLoopback });
    return target.outcome === 'refused' ? target.code : undefined;
  };
  return {
    webhookEndpoints: createWebhookEndpoints({ db, sealer, refuseUrl, clock }),
    webhookDispatcher: createDispatcher({
      book: createWebhookDeliveries(db, sealer),
      post: createPostMessage({ allowLoopback }),
      clock,
    }),
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
  await ensureShop(db, { shopId: DEMO_SHOP, orderSystem: 'connected' });
  await createApiKey(db, { ...LOCAL, key: bootstrapApiKey });
}
