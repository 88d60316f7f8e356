import type { EndpointHistoryEntry, EndpointRef, WebhookEndpoints } from '../../../ports/webhook-endpoints';
import type { Database } from '../database';
import { changeEndpoint, removeEndpoint } from './change-endpoint';
import { createEndpoint } from './create-endpoint';
import type { EndpointBookParts } from './endpoint-book-parts';
import { endpointView, findEndpoint } from './endpoint-rows';
import { listDeliveries } from './read-deliveries';
import { resendDelivery } from './resend-delivery';
import { rotateSecret } from './rotate-secret';

/** Where shops and merchants are told of events, in PostgreSQL. */
export function createWebhookEndpoints(parts: EndpointBookParts): WebhookEndpoints {
  const { db } = parts;
  return {
    create: (ask) => createEndpoint(parts, ask),
    list: async (shopId) => {
      const rows = await db
        .selectFrom('webhook_endpoints')
        .selectAll()
        .where('shop_id', '=', shopId)
        .where('state', '<>', 'DELETED')
        .orderBy('created_at', 'desc')
        .orderBy('endpoint_id')
        .execute();
      return rows.map(endpointView);
    },
    read: async (ref) => {
      const row = await findEndpoint(db, ref);
      return row === undefined ? undefined : { endpoint: endpointView(row), history: await readHistory(db, ref) };
    },
    change: (ask) => changeEndpoint(parts, ask),
    remove: (ask) => removeEndpoint(parts, ask),
    rotate: async (ask) => rotateSecret(parts, ask),
    deliveries: async (ask) => ((await findEndpoint(db, ask)) === undefined ? undefined : listDeliveries(db, ask)),
    resend: (ask) => resendDelivery(parts, ask),
  };
}

async function readHistory(db: Database, { shopId, endpointId }: EndpointRef): Promise<EndpointHistoryEntry[]> {
  const rows = await db
    .selectFrom('webhook_endpoint_events')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('endpoint_id', '=', endpointId)
    .orderBy('entry_id')
    .execute();
  return rows.map(({ at, event, actor_id, actor_role, reason }) => ({
    at: at.toISOString(),
    event,
    actor: { id: actor_id, role: actor_role },
    ...(reason === null ? {} : { reason }),
  }));
}
