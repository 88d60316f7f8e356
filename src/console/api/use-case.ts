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
  const refetchInterval = useLive({ path: casePath(cancellationId, '/events'), queryKey: CASES });
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

/** Follows every change of a list. The `refetchInterval` of the lists on the page: one stream serves them all. */
export function useCasesLive({ evenHidden = false } = {}): number | false {
  return useLive({ path: '/v1/cancellations/events', queryKey: CASES, evenHidden });
}

/** A list of cancellations, page by page, followed as it changes. `filter` is the query as the API takes it, without `?`. */
export function useCases(filter: string) {
  return useCaseList(filter, useCasesLive());
}

/** The same on a page that follows its lists by one `useCasesLive`. */
export function useCaseList(filter: string, refetchInterval: number | false) {
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
