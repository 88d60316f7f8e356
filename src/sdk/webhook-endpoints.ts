import type { Send } from './send';

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

interface Keyed {
  readonly idempotencyKey: string;
}

/** The routes of outgoing webhooks, one function each. */
export interface WebhookEndpointsClient {
  readonly create: (
    ask: { readonly url: string; readonly types?: readonly string[]; readonly merchantId?: string },
    options: Keyed,
  ) => Promise<WebhookEndpointWithSecret>;
  readonly list: () => Promise<readonly WebhookEndpoint[]>;
  readonly change: (
    endpointId: string,
    change: { readonly types?: readonly string[]; readonly state?: 'ENABLED' | 'DISABLED' },
  ) => Promise<WebhookEndpoint>;
  readonly remove: (endpointId: string) => Promise<void>;
  readonly rotate: (
    endpointId: string,
    options: Keyed & { readonly overlapHours?: number },
  ) => Promise<WebhookEndpointWithSecret>;
  /** Newest event first, all pages. */
  readonly deliveries: (
    endpointId: string,
    filter?: { readonly state?: WebhookDeliveryState; readonly limit?: number },
  ) => AsyncIterable<WebhookDelivery>;
  readonly resend: (endpointId: string, deliveryId: string, options: Keyed) => Promise<WebhookDelivery>;
}

const ROUTE = '/v1/webhook-endpoints';

/** The routes of outgoing webhooks over one way of sending. */
export function createWebhookEndpointsClient(send: Send): WebhookEndpointsClient {
  const pathOf = (endpointId: string) => `${ROUTE}/${encodeURIComponent(endpointId)}`;
  const post = <T>(path: string, body: object, idempotencyKey: string) =>
    send<T>({ method: 'POST', path, body, idempotencyKey, repeatable: true });
  return {
    create: (ask, { idempotencyKey }) => post(ROUTE, ask, idempotencyKey),
    list: async () => {
      const { items } = await send<{ items: WebhookEndpoint[] }>({ method: 'GET', path: ROUTE, repeatable: true });
      return items;
    },
    change: (endpointId, body) => send({ method: 'PATCH', path: pathOf(endpointId), body, repeatable: true }),
    remove: (endpointId) => send({ method: 'DELETE', path: pathOf(endpointId), repeatable: false }),
    rotate: (endpointId, { idempotencyKey, ...body }) => post(`${pathOf(endpointId)}/rotate`, body, idempotencyKey),
    deliveries: (endpointId, filter = {}) => deliveriesOf(send, `${pathOf(endpointId)}/deliveries`, filter),
    resend: (endpointId, deliveryId, { idempotencyKey }) =>
      post(`${pathOf(endpointId)}/deliveries/${encodeURIComponent(deliveryId)}/resend`, {}, idempotencyKey),
  };
}

async function* deliveriesOf(send: Send, route: string, filter: object): AsyncGenerator<WebhookDelivery> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
  for (;;) {
    const path = `${route}?${query.toString()}`;
    const page = await send<{ items: WebhookDelivery[]; next?: string }>({ method: 'GET', path, repeatable: true });
    yield* page.items;
    if (page.next === undefined) return;
    query.set('cursor', page.next);
  }
}
