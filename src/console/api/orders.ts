import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CancellationRequest, Order, QuoteAnswer, QuoteRequest } from '../../sdk/generated/api-types';
import { call } from './call';
import type { ApiProblem } from './problem';

export type Reason = QuoteRequest['reason'];
export type Selection = NonNullable<QuoteRequest['selection']>;

/** What a customer wants to cancel, and why. */
export interface Ask {
  readonly reason: Reason;
  readonly selection: Selection;
}

const path = (orderId: string) => `/v1/orders/${encodeURIComponent(orderId)}`;

export const orderKey = (orderId: string) => ['orders', orderId] as const;

export function useOrder(orderId: string): UseQueryResult<Order, ApiProblem> {
  return useQuery<Order, ApiProblem>({
    queryKey: orderKey(orderId),
    queryFn: ({ signal }) => call<Order>(path(orderId), { signal }),
  });
}

/** What the ask would bring, asked anew when the quote runs out. */
export function useQuote(orderId: string, ask: Ask, enabled = true): UseQueryResult<QuoteAnswer, ApiProblem> {
  return useQuery<QuoteAnswer, ApiProblem>({
    queryKey: [...orderKey(orderId), 'quote', ask],
    queryFn: ({ signal }) => call<QuoteAnswer>(`${path(orderId)}/quote`, { method: 'POST', body: ask, signal }),
    enabled,
    refetchInterval: ({ state }) => untilOver(state.data?.expiresAt),
  });
}

const LEAST_MS = 1_000;

function untilOver(expiresAt: string | undefined): number | false {
  return expiresAt === undefined ? false : Math.max(LEAST_MS, Date.parse(expiresAt) - Date.now());
}

/** Where a cancellation of this order is asked for. */
export function requestPath(orderId: string): string {
  return `${path(orderId)}/cancellations`;
}

/** What is asked there: with the quote's token, for that very quote or not at all. */
export type RequestBody = Ask & Pick<CancellationRequest, 'quoteToken'>;
