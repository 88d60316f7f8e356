import { useQuery } from '@tanstack/react-query';
import type { DeskCounts } from '../../sdk/generated/api-types';
import { call } from './call';
import { CASES } from './use-case';

/** What waits for the support desk, in numbers. */
export function useDesk() {
  return useQuery({
    queryKey: [...CASES, 'desk'],
    queryFn: ({ signal }) => call<DeskCounts>('/v1/desk', { signal }),
  });
}
