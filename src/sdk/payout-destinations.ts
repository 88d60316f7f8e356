import type { PayoutDestination, PayoutDestinationRequest, PayoutDestinations } from './generated/api-types';
import { orderPath } from './paths';
import type { Send, WriteOptions } from './send';

/** Where an order's money may go when it can't go back the way it came. */
export interface PayoutDestinationsClient {
  readonly add: (
    orderId: string,
    destination: PayoutDestinationRequest,
    options?: WriteOptions,
  ) => Promise<PayoutDestination>;
  readonly list: (orderId: string) => Promise<PayoutDestinations['items']>;
  readonly remove: (orderId: string, destinationId: string, options?: WriteOptions) => Promise<void>;
}

/** The routes of payout destinations over one way of sending. */
export function createPayoutDestinationsClient(send: Send): PayoutDestinationsClient {
  const pathOf = (orderId: string) => `${orderPath(orderId)}/payout-destinations`;
  return {
    add: (orderId, body, options) => send({ method: 'POST', path: pathOf(orderId), body, ...options }),
    list: async (orderId) => (await send<PayoutDestinations>({ method: 'GET', path: pathOf(orderId) })).items,
    remove: (orderId, destinationId, options) =>
      send({ method: 'DELETE', path: `${pathOf(orderId)}/${encodeURIComponent(destinationId)}`, ...options }),
  };
}
