import type { PayoutRoute } from './lever';

/** What carries a route out. */
export interface RouteMeans {
  readonly channel: string;
  readonly destination: 'BANK_ACCOUNT' | 'STORE_CREDIT';
  /** ISO 4217; absent: any. A SEPA transfer is in euros. */
  readonly currencies?: readonly string[];
}

export const ROUTE_MEANS: Readonly<Record<PayoutRoute, RouteMeans>> = {
  BANK_TRANSFER: { channel: 'sepa', destination: 'BANK_ACCOUNT', currencies: ['EUR'] },
  STORE_CREDIT: { channel: 'store-credit', destination: 'STORE_CREDIT' },
};

/** Can this route pay in this currency? */
export function routeTakes({ currencies }: RouteMeans, currency: string): boolean {
  return currencies === undefined || currencies.includes(currency);
}
