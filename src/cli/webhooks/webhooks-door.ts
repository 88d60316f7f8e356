import { randomUUID } from 'node:crypto';
import type { Database } from '../../adapters/persistence/database';
import { orRefusal } from '../../client/http-door';
import type { Refusal } from '../../domain/refusals';
import { createHttpClient } from '../../sdk/http-client';
import type { WebhookDelivery, WebhookEndpointWithSecret } from '../../sdk/webhook-endpoints';

/** One shop's outgoing webhooks, for the command line. */
export interface WebhooksDoor {
  readonly create: (ask: {
    readonly url: string;
    readonly types: readonly string[];
  }) => Promise<WebhookEndpointWithSecret | Refusal>;
  readonly remove: (endpointId: string) => Promise<void>;
  readonly resend: (deliveryId: string) => Promise<WebhookDelivery | Refusal>;
}

/** Reaches them through the API; the database says at which endpoint a delivery was. */
export function openWebhooksDoor(db: Database, api: { readonly url: string; readonly key: string }): WebhooksDoor {
  const { webhookEndpoints } = createHttpClient(api);
  return {
    create: (ask) => orRefusal(webhookEndpoints.create(ask, { idempotencyKey: randomUUID() })),
    remove: webhookEndpoints.remove,
    resend: async (deliveryId) => {
      const row = await db
        .selectFrom('webhook_deliveries')
        .select('endpoint_id')
        .where('delivery_id', '=', deliveryId)
        .executeTakeFirst();
      if (row === undefined) return { outcome: 'refused', code: 'WEBHOOK_DELIVERY_NOT_FOUND' };
      return orRefusal(webhookEndpoints.resend(row.endpoint_id, deliveryId, { idempotencyKey: randomUUID() }));
    },
  };
}
