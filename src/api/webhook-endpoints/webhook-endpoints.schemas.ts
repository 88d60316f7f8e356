import { z } from 'zod';
import type { WebhookEndpoint } from '../../ports/webhook-endpoints';
import { id } from '../fields';

const eventType = z
  .string()
  .max(80)
  .regex(/^cancellation\.([a-z0-9_]+|[a-z0-9_]*\*)$/, 'cancellation.<event>, or a beginning and *')
  .describe('`cancellation.settled`, or a beginning and `*`: `cancellation.leg_*`');

const types = z.array(eventType).max(50).describe('None: all types');

export const createEndpointBody = z
  .strictObject({
    url: z.string().max(2_048).describe('https, on the public internet'),
    types: types.default([]),
    merchantId: id.exactOptional().describe('Only what concerns this merchant. Left out: the whole shop'),
  })
  .meta({ id: 'WebhookEndpointRequest' });
export type CreateEndpointBody = z.infer<typeof createEndpointBody>;

export const changeEndpointBody = z
  .strictObject({
    types: types.exactOptional(),
    state: z.enum(['ENABLED', 'DISABLED']).exactOptional(),
  })
  .meta({ id: 'WebhookEndpointChange' });
export type ChangeEndpointBody = z.infer<typeof changeEndpointBody>;

const LONGEST_OVERLAP_HOURS = 168;

export const rotateBody = z
  .strictObject({
    overlapHours: z.int().min(0).max(LONGEST_OVERLAP_HOURS).default(24).describe('How long the old secret signs too'),
  })
  .meta({ id: 'WebhookSecretRotation' });
export type RotateBody = z.infer<typeof rotateBody>;

const endpointFields = z.object({
  endpointId: z.string(),
  url: z.string(),
  merchantId: z.string().exactOptional(),
  types: z.array(z.string()),
  state: z.enum(['ENABLED', 'DISABLED']),
  disabledReason: z.enum(['GONE', 'FAILING', 'BY_HAND']).exactOptional(),
  disabledAt: z.string().exactOptional(),
  failingSince: z.string().exactOptional().describe('The first failed attempt since the last that was taken'),
  createdAt: z.string(),
});

export const endpointView = endpointFields.meta({ id: 'WebhookEndpoint' });
export type EndpointBody = z.infer<typeof endpointView>;

export const endpointWithSecret = endpointFields
  .extend({
    secret: z
      .string()
      .exactOptional()
      .describe('`whsec_…`: shown now and never again. Left out where a repeated call’s secret was retired since'),
  })
  .meta({ id: 'WebhookEndpointWithSecret' });
export type EndpointWithSecretBody = z.infer<typeof endpointWithSecret>;

export const endpointWithHistory = endpointFields
  .extend({
    history: z.array(
      z.object({
        at: z.string(),
        event: z.enum(['CREATED', 'TYPES_CHANGED', 'SECRET_ROTATED', 'DISABLED', 'ENABLED', 'DELETED']),
        actor: z.object({ id: z.string(), role: z.string() }),
        reason: z.string().exactOptional(),
      }),
    ),
  })
  .meta({ id: 'WebhookEndpointWithHistory' });
export type EndpointWithHistoryBody = z.infer<typeof endpointWithHistory>;

export const endpointList = z.object({ items: z.array(endpointView) }).meta({ id: 'WebhookEndpoints' });
export type EndpointList = z.infer<typeof endpointList>;

const endpointId = z.string().regex(/^we_[0-9a-f-]{36}$/, 'we_ and a UUID');
const deliveryId = z.string().regex(/^dlv_[0-9a-f-]{36}$/, 'dlv_ and a UUID');

export const endpointParams = z.strictObject({ endpointId });
export const deliveryParams = z.strictObject({ endpointId, deliveryId });
export type DeliveryParams = z.infer<typeof deliveryParams>;

const deliveryState = z.enum(['PENDING', 'DELIVERED', 'FAILED']);

export const deliveriesQuery = z.strictObject({
  state: deliveryState.exactOptional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, '1 to 100')
    .default('50'),
  cursor: z.string().max(32).exactOptional(),
});
export type DeliveriesQuery = z.infer<typeof deliveriesQuery>;

export const deliveryView = z
  .object({
    deliveryId: z.string().describe('The header `webhook-id`'),
    endpointId: z.string(),
    type: z.string(),
    cancellationId: z.string(),
    state: deliveryState,
    attempts: z.array(
      z.object({
        attempt: z.int(),
        at: z.string(),
        durationMs: z.int(),
        status: z.int().exactOptional(),
        error: z.string().exactOptional().describe('A short code; left out where it was taken'),
      }),
    ),
    nextAttemptAt: z.string().exactOptional(),
    createdAt: z.string(),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryBody = z.infer<typeof deliveryView>;

export const deliveryPage = z
  .object({ items: z.array(deliveryView), next: z.string().exactOptional().describe('The cursor of the page after') })
  .meta({ id: 'WebhookDeliveryPage' });
export type DeliveryPageBody = z.infer<typeof deliveryPage>;

/** As the answer has it. */
export function endpointBody(endpoint: WebhookEndpoint): EndpointBody {
  return { ...endpoint, types: [...endpoint.types] };
}
