import { useInfiniteQuery } from '@tanstack/react-query';
import type { DriftPage } from '../../sdk/generated/api-types';
import { call } from './call';

export const DRIFT = ['drift-cases'] as const;

export const DRIFT_STATES = ['open', 'resolved', 'closed', 'all'] as const;
export type DriftState = (typeof DRIFT_STATES)[number];

/** Differences between books, newest first. */
export function useDrift(state: DriftState) {
  return useInfiniteQuery({
    queryKey: [...DRIFT, state],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`;
      return call<DriftPage>(`/v1/drift-cases?state=${state}${cursor}`, { signal });
    },
    getNextPageParam: (last) => last.next,
  });
}
