import type { WebhookEndpointWithHistory } from './generated/api-types';
import { listPages } from './list-pages';
import type { Send, WriteOptions } from './send';

export type WebhookDeliveryState = 'PENDING' | 'DELIVERED' | 'FAILED';

/** Where events are told, as the API tells it. Times are ISO 8601. */
export interface WebhookEndpoint {
  readonly endpointId: string;
  readonly url: string;
  readonly merchantId?: string;
  /** None: all. */
  readonly types: readonly string[];
  readonly state: 'ENABLED' | 'DISABLED';
  readonly disabledReason?: 'GONE' | 'FAILING' | 'BY_HAND';
  readonly disabledAt?: string;
  readonly failingSince?: string;
  readonly createdAt: string;
}

/** Left out is a secret that was retired since a repeated call made it. */
export interface WebhookEndpointWithSecret extends WebhookEndpoint {
  readonly secret?: string;
}

export interface WebhookDelivery {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly type: string;
  readonly cancellationId: string;
  readonly state: WebhookDeliveryState;
  readonly attempts: readonly {
    readonly attempt: number;
    readonly at: string;
    readonly durationMs: number;
    readonly status?: number;
    readonly error?: string;
  }[];
  readonly nextAttemptAt?: string;
  readonly createdAt: string;
}

/** The routes of outgoing webhooks, one function each. */
export interface WebhookEndpointsClient {
  readonly create: (
    ask: { readonly url: string; readonly types?: readonly string[]; readonly merchantId?: string },
    options?: WriteOptions,
  ) => Promise<WebhookEndpointWithSecret>;
  readonly list: () => Promise<readonly WebhookEndpoint[]>;
  /** One of them, with how its last deliveries went. */
  readonly get: (endpointId: string) => Promise<WebhookEndpointWithHistory>;
  readonly change: (
    endpointId: string,
    change: { readonly types?: readonly string[]; readonly state?: 'ENABLED' | 'DISABLED' },
  ) => Promise<WebhookEndpoint>;
  readonly remove: (endpointId: string) => Promise<void>;
  readonly rotate: (
    endpointId: string,
    options?: WriteOptions & { readonly overlapHours?: number },
  ) => Promise<WebhookEndpointWithSecret>;
  /** Newest event first, all pages. */
  readonly deliveries: (
    endpointId: string,
    filter?: { readonly state?: WebhookDeliveryState; readonly limit?: number },
  ) => AsyncIterable<WebhookDelivery>;
  readonly resend: (endpointId: string, deliveryId: string, options?: WriteOptions) => Promise<WebhookDelivery>;
}

const ROUTE = '/v1/webhook-endpoints';

/** The routes of outgoing webhooks over one way of sending. */
export function createWebhookEndpointsClient(send: Send): WebhookEndpointsClient {
  const pathOf = (endpointId: string) => `${ROUTE}/${encodeURIComponent(endpointId)}`;
  const post = <T>(path: string, body: object, options: WriteOptions = {}) =>
    send<T>({ method: 'POST', path, body, ...options });
  return {
    create: (ask, options) => post(ROUTE, ask, options),
    list: async () => {
      const { items } = await send<{ items: WebhookEndpoint[] }>({ method: 'GET', path: ROUTE });
      return items;
    },
    get: (endpointId) => send({ method: 'GET', path: pathOf(endpointId) }),
    change: (endpointId, body) => send({ method: 'PATCH', path: pathOf(endpointId), body }),
    remove: (endpointId) => send({ method: 'DELETE', path: pathOf(endpointId) }),
    rotate: (endpointId, { overlapHours, ...options } = {}) =>
      post(`${pathOf(endpointId)}/rotate`, overlapHours === undefined ? {} : { overlapHours }, options),
    deliveries: (endpointId, filter = {}) => listPages(send, `${pathOf(endpointId)}/deliveries`, filter),
    resend: (endpointId, deliveryId, options) =>
      post(`${pathOf(endpointId)}/deliveries/${encodeURIComponent(deliveryId)}/resend`, {}, options),
  };
}
