import type {
  Cancellation,
  CancellationAccepted,
  CancellationListItem,
  CancellationRequest,
  CreditNotes,
  DecisionRecorded,
  DecisionRequest,
  LeverDone,
  LeverRequest,
  Order,
  PutMerchantAnswer,
  PutMerchantRequest,
  PutOrderAnswer,
  PutOrderRequest,
  QuoteAnswer,
  QuoteRequest,
  Timeline,
  Withdrawn,
} from './generated/api-types';
import type { DriftCase, DriftFilter } from './drift-case';
import { createSend, type HttpOptions } from './send';
import { createWebhookEndpointsClient, type WebhookEndpointsClient } from './webhook-endpoints';

export { verifyWebhook, WebhookVerificationError, type WebhookEvent, type WebhookHeaders } from './verify-webhook';

export interface ListFilter {
  readonly orderId?: string;
  readonly state?: Cancellation['state'];
  readonly waitingOn?: Cancellation['waitingOn'];
  readonly merchantId?: string;
  /** How many a page, 1 to 100; the iterator goes on to the next page by itself. */
  readonly limit?: number;
}

/** The API, one function a route. What is refused, and what fails, is thrown as RescindHttpError with its code. */
export interface HttpClient {
  readonly orders: {
    readonly put: (orderId: string, order: PutOrderRequest) => Promise<PutOrderAnswer>;
    readonly get: (orderId: string) => Promise<Order>;
    readonly quote: (orderId: string, ask: QuoteRequest) => Promise<QuoteAnswer>;
  };
  readonly merchants: {
    readonly put: (merchantId: string, merchant: PutMerchantRequest) => Promise<PutMerchantAnswer>;
  };
  readonly cancellations: {
    readonly request: (
      orderId: string,
      ask: CancellationRequest,
      options: { readonly idempotencyKey: string },
    ) => Promise<CancellationAccepted>;
    readonly get: (cancellationId: string) => Promise<Cancellation>;
    readonly timeline: (cancellationId: string) => Promise<Timeline>;
    readonly creditNotes: (cancellationId: string) => Promise<CreditNotes>;
    /** Newest first, all pages. */
    readonly list: (filter?: ListFilter) => AsyncIterable<CancellationListItem>;
    readonly decide: (cancellationId: string, decision: DecisionRequest) => Promise<DecisionRecorded>;
    readonly withdraw: (cancellationId: string) => Promise<Withdrawn>;
    readonly pullLever: (cancellationId: string, lever: string, ask: LeverRequest) => Promise<LeverDone>;
  };
  readonly drift: {
    /** Newest first, all pages. */
    readonly list: (filter?: DriftFilter) => AsyncIterable<DriftCase>;
  };
  readonly webhookEndpoints: WebhookEndpointsClient;
}

/** A client of the HTTP API. It has no state: one is enough for a process. */
export function createHttpClient(options: HttpOptions): HttpClient {
  const send = createSend(options);
  const get = <T>(path: string) => send<T>({ method: 'GET', path, repeatable: true });
  const put = <T>(path: string, body: object) => send<T>({ method: 'PUT', path, body, repeatable: true });
  // A withdrawal or a lever that was carried out although its answer was lost would be refused when repeated, which says less than no answer.
  const post = <T>(path: string, body: object) => send<T>({ method: 'POST', path, body, repeatable: false });
  return {
    orders: {
      put: (orderId, order) => put(orderPath(orderId), order),
      get: (orderId) => get(orderPath(orderId)),
      quote: (orderId, body) => send({ method: 'POST', path: `${orderPath(orderId)}/quote`, body, repeatable: true }),
    },
    merchants: { put: (merchantId, merchant) => put(`/v1/merchants/${encodeURIComponent(merchantId)}`, merchant) },
    cancellations: {
      request: (orderId, body, { idempotencyKey }) =>
        send({ method: 'POST', path: `${orderPath(orderId)}/cancellations`, body, idempotencyKey, repeatable: true }),
      get: (cancellationId) => get(cancellationPath(cancellationId)),
      timeline: (cancellationId) => get(`${cancellationPath(cancellationId)}/timeline`),
      creditNotes: (cancellationId) => get(`${cancellationPath(cancellationId)}/credit-note`),
      list: (filter = {}) => pages<CancellationListItem>('/v1/cancellations', filter, get),
      decide: (cancellationId, body) =>
        send({ method: 'POST', path: `${cancellationPath(cancellationId)}/decisions`, body, repeatable: true }),
      withdraw: (cancellationId) => post(`${cancellationPath(cancellationId)}/withdrawal`, {}),
      pullLever: (cancellationId, lever, body) => post(`${cancellationPath(cancellationId)}/levers/${lever}`, body),
    },
    drift: { list: (filter = {}) => pages<DriftCase>('/v1/drift-cases', filter, get) },
    webhookEndpoints: createWebhookEndpointsClient(send),
  };
}

function orderPath(orderId: string): string {
  return `/v1/orders/${encodeURIComponent(orderId)}`;
}

function cancellationPath(cancellationId: string): string {
  return `/v1/cancellations/${encodeURIComponent(cancellationId)}`;
}

async function* pages<Item>(
  route: string,
  filter: ListFilter | DriftFilter,
  get: (path: string) => Promise<{ readonly items: readonly Item[]; readonly next?: string }>,
): AsyncGenerator<Item> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
  for (;;) {
    const page = await get(`${route}?${query.toString()}`);
    yield* page.items;
    if (page.next === undefined) return;
    query.set('cursor', page.next);
  }
}
