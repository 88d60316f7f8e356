import { useQuery } from '@tanstack/react-query';
import type { ApplicableLevers } from '../../sdk/generated/api-types';
import { call } from './call';
import { CASES, casePath } from './use-case';

/** The levers that apply now and that the reader may pull. */
export function useLevers(cancellationId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...CASES, 'levers', cancellationId],
    enabled,
    queryFn: async ({ signal }) => {
      const path = casePath(cancellationId, '/levers');
      return (await call<ApplicableLevers>(path, { signal })).levers;
    },
  });
}
