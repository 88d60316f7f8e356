import type { Balance, PutBalanceAnswer, PutBalanceRequest } from './generated/api-types';
import type { Send } from './send';

/** Gift cards and store credit of our own books. */
export interface BalancesClient {
  readonly put: (balanceId: string, balance: PutBalanceRequest) => Promise<PutBalanceAnswer>;
  readonly get: (balanceId: string) => Promise<Balance>;
}

/** The routes of balances over one way of sending. */
export function createBalancesClient(send: Send): BalancesClient {
  const pathOf = (balanceId: string) => `/v1/balances/${encodeURIComponent(balanceId)}`;
  return {
    put: (balanceId, body) => send({ method: 'PUT', path: pathOf(balanceId), body }),
    get: (balanceId) => send({ method: 'GET', path: pathOf(balanceId) }),
  };
}
