import type { PublicPolicy } from './generated/api-types';
import type { Send } from './send';

/** What a merchant's policy says, to everybody. */
export interface PoliciesClient {
  /** In plain words, in the client's language; amounts in `currency`, where it is given. */
  readonly get: (
    merchantId: string,
    ask: { readonly shop: string; readonly currency?: string },
  ) => Promise<PublicPolicy>;
}

/** The route of policies over one way of sending. */
export function createPoliciesClient(send: Send): PoliciesClient {
  return {
    get: (merchantId, ask) => {
      const query = new URLSearchParams({ ...ask }).toString();
      return send({ method: 'GET', path: `/v1/policies/${encodeURIComponent(merchantId)}?${query}` });
    },
  };
}
