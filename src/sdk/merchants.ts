import type { Merchant, MerchantDetails, PutMerchantAnswer, PutMerchantRequest } from './generated/api-types';
import { listPages } from './list-pages';
import type { Send } from './send';

/** Merchants with their calendars and policies. */
export interface MerchantsClient {
  readonly get: (merchantId: string) => Promise<MerchantDetails>;
  /** By their ids, all pages. */
  readonly list: (filter?: { readonly limit?: number }) => AsyncIterable<Merchant>;
  readonly put: (merchantId: string, merchant: PutMerchantRequest) => Promise<PutMerchantAnswer>;
}

/** The routes of merchants over one way of sending. */
export function createMerchantsClient(send: Send): MerchantsClient {
  const pathOf = (merchantId: string) => `/v1/merchants/${encodeURIComponent(merchantId)}`;
  return {
    get: (merchantId) => send({ method: 'GET', path: pathOf(merchantId) }),
    list: (filter = {}) => listPages(send, '/v1/merchants', filter),
    put: (merchantId, body) => send({ method: 'PUT', path: pathOf(merchantId), body }),
  };
}
