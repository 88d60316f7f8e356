import { useQuery } from '@tanstack/react-query';
import type { PayoutDestination, PayoutDestinations } from '../../sdk/generated/api-types';
import { call } from '../api/call';

/** Where the API has the destinations of an order. */
export function destinationsPath(orderId: string): string {
  return `/v1/orders/${encodeURIComponent(orderId)}/payout-destinations`;
}

export const destinationsKey = (orderId: string) => ['payout-destinations', orderId] as const;

/** Where else money of this order may go, without what was forgotten; undefined until it is known. */
export function useDestinations(orderId: string, enabled: boolean): readonly PayoutDestination[] | undefined {
  const read = useQuery({
    queryKey: destinationsKey(orderId),
    enabled,
    queryFn: ({ signal }) => call<PayoutDestinations>(destinationsPath(orderId), { signal }),
  });
  return read.data?.items.filter(({ erasedAt }) => erasedAt === undefined);
}
