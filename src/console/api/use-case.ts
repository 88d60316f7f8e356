import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { setServerClock } from '../parts/server-clock';
import { call } from './call';
import type { Case, CaseList } from './case';
import { useLive } from './live';

/** Everything that is read of cancellations: what one act changes shows everywhere. */
export const CASES = ['cancellations'] as const;

/** Where a cancellation is in the API. */
export function casePath(cancellationId: string, more = ''): string {
  return `/v1/cancellations/${encodeURIComponent(cancellationId)}${more}`;
}

/** One cancellation, followed as it changes. */
export function useCase(cancellationId: string) {
  const key = [...CASES, 'one', cancellationId];
  const refetchInterval = useLive(casePath(cancellationId, '/events'), [...CASES]);
  return useQuery({
    queryKey: key,
    refetchInterval,
    queryFn: async ({ signal }) => {
      const read = await call<Case>(casePath(cancellationId), { signal });
      setServerClock(read.serverTime);
      return read;
    },
  });
}

/** A list of cancellations, page by page, followed as it changes. `filter` is the query as the API takes it, without `?`. */
export function useCases(filter: string) {
  const refetchInterval = useLive('/v1/cancellations/events', [...CASES]);
  return useInfiniteQuery({
    queryKey: [...CASES, 'list', filter],
    refetchInterval,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      return call<CaseList>(`/v1/cancellations?${filter}${cursor}`, { signal });
    },
    getNextPageParam: (last) => last.next,
  });
}
