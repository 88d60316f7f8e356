import type { Actor } from '../../../domain/cancellation';
import type { EndpointEvent, EndpointRef, WebhookEndpoint } from '../../../ports/webhook-endpoints';
import type { Database, Transaction } from '../database';
import type { WebhookEndpointRow } from '../tables/outgoing-webhooks';

/** An endpoint's row, unless it was deleted. */
export function findEndpoint(
  db: Database,
  { shopId, endpointId }: EndpointRef,
): Promise<WebhookEndpointRow | undefined> {
  return db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('endpoint_id', '=', endpointId)
    .where('state', '<>', 'DELETED')
    .executeTakeFirst();
}

/** The same, locked until the transaction ends. An endpoint is locked before its deliveries. */
export function lockEndpoint(
  tx: Transaction,
  { shopId, endpointId }: EndpointRef,
): Promise<WebhookEndpointRow | undefined> {
  return tx
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('endpoint_id', '=', endpointId)
    .where('state', '<>', 'DELETED')
    .forUpdate()
    .executeTakeFirst();
}

/** An endpoint as its shop sees it. */
export function endpointView(row: WebhookEndpointRow): WebhookEndpoint {
  const { merchant_id, disabled_reason, disabled_at, failing_since } = row;
  return {
    endpointId: row.endpoint_id,
    url: row.url,
    ...(merchant_id === null ? {} : { merchantId: merchant_id }),
    types: row.types,
    state: row.state === 'ENABLED' ? 'ENABLED' : 'DISABLED',
    ...(disabled_reason === null ? {} : { disabledReason: disabled_reason }),
    ...(disabled_at === null ? {} : { disabledAt: disabled_at.toISOString() }),
    ...(failing_since === null ? {} : { failingSince: failing_since.toISOString() }),
    createdAt: row.created_at.toISOString(),
  };
}

/** Writes what became of an endpoint, and by whom. */
export async function recordEndpointEvent(
  tx: Transaction,
  { shop_id, endpoint_id }: Pick<WebhookEndpointRow, 'shop_id' | 'endpoint_id'>,
  { event, actor, reason }: { readonly event: EndpointEvent; readonly actor: Actor; readonly reason?: string },
): Promise<void> {
  await tx
    .insertInto('webhook_endpoint_events')
    .values({ shop_id, endpoint_id, event, actor_id: actor.id, actor_role: actor.role, reason: reason ?? null })
    .execute();
}

/** What waits to be sent to an endpoint is given up with this code, and can be sent again by hand. */
export async function giveUpDeliveries(
  tx: Transaction,
  { shop_id, endpoint_id }: Pick<WebhookEndpointRow, 'shop_id' | 'endpoint_id'>,
  code: string,
): Promise<void> {
  await tx
    .updateTable('webhook_deliveries')
    .set({ state: 'FAILED', last_error: code })
    .where('shop_id', '=', shop_id)
    .where('endpoint_id', '=', endpoint_id)
    .where('state', '=', 'PENDING')
    .execute();
}
