import { useQuery } from '@tanstack/react-query';
import type { PayoutDestinations } from '../../sdk/generated/api-types';
import { call } from '../api/call';

/** Where else money of this order may go, as id and text; undefined until it is known. */
export function useDestinations(orderId: string, enabled: boolean) {
  const read = useQuery({
    queryKey: ['payout-destinations', orderId],
    enabled,
    queryFn: ({ signal }) =>
      call<PayoutDestinations>(`/v1/orders/${encodeURIComponent(orderId)}/payout-destinations`, { signal }),
  });
  return read.data?.items
    .filter(({ erasedAt }) => erasedAt === undefined)
    .map(({ destinationId, kind, hint }) => [destinationId, `${kind} …${hint}`] as const);
}
