import { useQuery } from '@tanstack/react-query';
import type { Timeline } from '../../sdk/generated/api-types';
import { call } from './call';
import { CASES, casePath } from './use-case';

export type Entry = Timeline['entries'][number];

/** All that was done, oldest first. */
export function useTimeline(cancellationId: string) {
  return useQuery({
    queryKey: [...CASES, 'timeline', cancellationId],
    queryFn: async ({ signal }) => (await call<Timeline>(casePath(cancellationId, '/timeline'), { signal })).entries,
  });
}
