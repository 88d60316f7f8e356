import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CreditNotes } from '../../sdk/generated/api-types';
import { call } from './call';
import type { CaseItem, CaseList } from './case';
import type { ApiProblem } from './problem';
import { CASES, casePath } from './use-case';

/** Every cancellation of one order, newest first. */
export function useCancellationsOf(orderId: string): UseQueryResult<readonly CaseItem[], ApiProblem> {
  return useQuery<readonly CaseItem[], ApiProblem>({
    queryKey: [...CASES, 'list', { orderId }],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ orderId, limit: '100' }).toString();
      return (await call<CaseList>(`/v1/cancellations?${query}`, { signal })).items;
    },
  });
}

/** The documents on what was credited; none before money was returned. */
export function useCreditNotes(cancellationId: string, enabled: boolean): UseQueryResult<CreditNotes, ApiProblem> {
  return useQuery<CreditNotes, ApiProblem>({
    queryKey: [...CASES, 'credit-note', cancellationId],
    queryFn: ({ signal }) => call<CreditNotes>(casePath(cancellationId, '/credit-note'), { signal }),
    enabled,
  });
}

/** Where a credit note is had as a document, by its number. */
export function creditNotePdf(cancellationId: string, number: string): string {
  return casePath(cancellationId, `/credit-note.pdf?${new URLSearchParams({ number }).toString()}`);
}
