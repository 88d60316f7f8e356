import type { MerchantLink, MerchantLinkRequest, OrderLink, OrderLinkRequest } from './generated/api-types';
import { cancellationPath, orderPath } from './paths';
import type { Send, WriteOptions } from './send';

/** Links that let somebody without a key in: a customer to an order, a merchant to one cancellation. */
export interface LinksClient {
  readonly createForOrder: (orderId: string, ask: OrderLinkRequest, options?: WriteOptions) => Promise<OrderLink>;
  readonly revokeForOrder: (orderId: string, linkId: string, options?: WriteOptions) => Promise<void>;
  readonly createForMerchant: (
    cancellationId: string,
    ask: MerchantLinkRequest,
    options?: WriteOptions,
  ) => Promise<MerchantLink>;
  readonly revokeForMerchant: (cancellationId: string, linkId: string, options?: WriteOptions) => Promise<void>;
}

/** The routes of links over one way of sending. */
export function createLinksClient(send: Send): LinksClient {
  const create = <T>(parent: string, body: object, options: WriteOptions = {}) =>
    send<T>({ method: 'POST', path: `${parent}/links`, body, ...options });
  const revoke = (parent: string, linkId: string, options: WriteOptions = {}) =>
    send<undefined>({ method: 'DELETE', path: `${parent}/links/${encodeURIComponent(linkId)}`, ...options });
  return {
    createForOrder: (orderId, ask, options) => create(orderPath(orderId), ask, options),
    revokeForOrder: (orderId, linkId, options) => revoke(orderPath(orderId), linkId, options),
    createForMerchant: (cancellationId, ask, options) => create(cancellationPath(cancellationId), ask, options),
    revokeForMerchant: (cancellationId, linkId, options) => revoke(cancellationPath(cancellationId), linkId, options),
  };
}
