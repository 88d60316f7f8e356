import type { DriftCase, DriftFilter } from './drift-case';
import { listPages } from './list-pages';
import type { DeskCounts } from './generated/api-types';
import type { Send, WriteOptions } from './send';

/** Differences between two books. */
export interface DriftClient {
  /** Newest first, all pages. */
  readonly list: (filter?: DriftFilter) => AsyncIterable<DriftCase>;
  /** Takes a case off the list, with what was found out. */
  readonly resolve: (caseId: number, note: string, options?: WriteOptions) => Promise<DriftCase>;
  /** Counts what waits for the support desk: late refunds and whatever needs a person, too. */
  readonly counts: () => Promise<DeskCounts>;
}

/** The routes of drift cases over one way of sending. */
export function createDriftClient(send: Send): DriftClient {
  return {
    list: (filter = {}) => listPages(send, '/v1/drift-cases', filter),
    resolve: (caseId, note, options) =>
      send({ method: 'POST', path: `/v1/drift-cases/${caseId}/resolution`, body: { note }, ...options }),
    counts: () => send({ method: 'GET', path: '/v1/desk' }),
  };
}
