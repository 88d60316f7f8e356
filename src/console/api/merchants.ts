import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { MerchantDetails, MerchantPage, PublicPolicy } from '../../sdk/generated/api-types';
import { call } from './call';

const MERCHANTS = ['merchants'] as const;

/** Every merchant, page by page. */
export function useMerchants() {
  return useInfiniteQuery({
    queryKey: [...MERCHANTS, 'list'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? '' : `?cursor=${encodeURIComponent(pageParam)}`;
      return call<MerchantPage>(`/v1/merchants${cursor}`, { signal });
    },
    getNextPageParam: (last) => last.next,
  });
}

/** One merchant with its hours, its rules, and what they were before. */
export function useMerchant(merchantId: string) {
  return useQuery({
    queryKey: [...MERCHANTS, 'one', merchantId],
    queryFn: ({ signal }) => call<MerchantDetails>(`/v1/merchants/${encodeURIComponent(merchantId)}`, { signal }),
  });
}

/** A merchant's rules as data and as sentences in the reader's language. */
export function usePolicy(merchantId: string, shopId: string, enabled = true) {
  return useQuery({
    queryKey: ['policies', merchantId, shopId],
    enabled,
    queryFn: ({ signal }) =>
      call<PublicPolicy>(`/v1/policies/${encodeURIComponent(merchantId)}?shop=${encodeURIComponent(shopId)}`, {
        signal,
      }),
  });
}
