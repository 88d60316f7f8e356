import type { Order, PutOrderAnswer, PutOrderRequest, QuoteAnswer, QuoteRequest } from './generated/api-types';
import { orderPath } from './paths';
import type { Send } from './send';

/** Orders, as the shop knows them, and what their cancellation would return. */
export interface OrdersClient {
  readonly put: (orderId: string, order: PutOrderRequest) => Promise<PutOrderAnswer>;
  readonly get: (orderId: string) => Promise<Order>;
  /** What a request would return. Nothing is held by it; a request with its `quoteToken` is bound to it. */
  readonly quote: (orderId: string, ask: QuoteRequest) => Promise<QuoteAnswer>;
}

/** The routes of orders over one way of sending. */
export function createOrdersClient(send: Send): OrdersClient {
  return {
    put: (orderId, body) => send({ method: 'PUT', path: orderPath(orderId), body }),
    get: (orderId) => send({ method: 'GET', path: orderPath(orderId) }),
    quote: (orderId, body) => send({ method: 'POST', path: `${orderPath(orderId)}/quote`, body, changesNothing: true }),
  };
}
