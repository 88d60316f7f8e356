import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { PublicPolicy } from '../../sdk/generated/api-types';
import { call } from '../api/call';
import type { ApiProblem } from '../api/problem';

/** Whose rules, and in what currency amounts are to be said. */
export interface PolicyOf {
  readonly merchantId: string;
  readonly shopId: string;
  readonly currency?: string | undefined;
}

function queryOf({ shopId, currency }: PolicyOf): string {
  return new URLSearchParams({ shop: shopId, ...(currency === undefined ? {} : { currency }) }).toString();
}

/** The page that says a merchant's rules. */
export function policyPath(of: PolicyOf): string {
  return `/policy/${encodeURIComponent(of.merchantId)}?${queryOf(of)}`;
}

/** Where a program reads the same. */
export function policyJson(of: PolicyOf): string {
  return `/v1/policies/${encodeURIComponent(of.merchantId)}?${queryOf(of)}`;
}

export function usePolicy(of: PolicyOf): UseQueryResult<PublicPolicy, ApiProblem> {
  return useQuery<PublicPolicy, ApiProblem>({
    queryKey: ['policies', of],
    queryFn: ({ signal }) => call<PublicPolicy>(policyJson(of), { signal }),
  });
}
