import { createBalancesClient, type BalancesClient } from './balances';
import { createCancellationsClient, type CancellationsClient } from './cancellations';
import { createChangesClient, type ChangesClient } from './changes';
import { createDriftClient, type DriftClient } from './drift';
import { createLinksClient, type LinksClient } from './links';
import { createMerchantsClient, type MerchantsClient } from './merchants';
import { createOrdersClient, type OrdersClient } from './orders';
import { createPayoutDestinationsClient, type PayoutDestinationsClient } from './payout-destinations';
import { createPoliciesClient, type PoliciesClient } from './policies';
import { createSend, type HttpOptions } from './send';
import { createWebhookEndpointsClient, type WebhookEndpointsClient } from './webhook-endpoints';

export type { ListFilter } from './cancellations';
export type { ChangeEvent, WatchOptions } from './changes';
export { RescindHttpError, type HttpProblem } from './rescind-http-error';
export type { HttpOptions, WriteOptions } from './send';
export { verifyWebhook, WebhookVerificationError, type WebhookEvent, type WebhookHeaders } from './verify-webhook';

/** The API, one function a route. What is refused, and what fails, is thrown as RescindHttpError with its code. */
export interface HttpClient {
  readonly orders: OrdersClient;
  readonly merchants: MerchantsClient;
  readonly policies: PoliciesClient;
  readonly cancellations: CancellationsClient;
  readonly changes: ChangesClient;
  readonly drift: DriftClient;
  readonly balances: BalancesClient;
  readonly payoutDestinations: PayoutDestinationsClient;
  readonly links: LinksClient;
  readonly webhookEndpoints: WebhookEndpointsClient;
}

/**
 * A client of the HTTP API. It has no state: one is enough for a process. Every write carries an idempotency key, yours
 * or one of its own making, so that a call whose answer was lost is repeated without being done twice.
 */
export function createHttpClient(options: HttpOptions): HttpClient {
  const send = createSend(options);
  return {
    orders: createOrdersClient(send),
    merchants: createMerchantsClient(send),
    policies: createPoliciesClient(send),
    cancellations: createCancellationsClient(send),
    changes: createChangesClient(options),
    drift: createDriftClient(send),
    balances: createBalancesClient(send),
    payoutDestinations: createPayoutDestinationsClient(send),
    links: createLinksClient(send),
    webhookEndpoints: createWebhookEndpointsClient(send),
  };
}
