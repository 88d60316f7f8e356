import type { ApiParts } from '../../src/api/api-parts';
import { createCancellationBook } from '../../src/adapters/persistence/cancellation-book';
import type { Database } from '../../src/adapters/persistence/database';
import { RescindUnavailable } from '../../src/client/rescind-unavailable';
import type { TemporalDoor } from '../../src/client/temporal-door';

export type Reach = 'up' | 'no worker' | 'down' | 'closed';

export interface StandInRuns {
  reach: Reach;
  readonly told: string[];
  readonly door: (db: Database) => ApiParts['temporal'];
}

/**
 * Takes the place of Temporal where a test is about the API alone: what a run would do at once is done on the real database, and it can be away.
 */
export function standInRuns(): StandInRuns {
  const runs: StandInRuns = {
    reach: 'up',
    told: [],
    door: (db) => (identity) => {
      const book = createCancellationBook(db);
      const reached = async <T>(act: () => Promise<T>): Promise<T | 'closed'> => {
        if (runs.reach === 'closed') return 'closed';
        if (runs.reach === 'up') return act();
        throw new RescindUnavailable(runs.reach === 'down' ? 'TEMPORAL' : 'WORKER', 2_000);
      };
      const ref = (cancellationId: string) => ({ shopId: identity.shopId, cancellationId });
      const tell = (what: string) =>
        reached(() => {
          runs.told.push(what);
          return Promise.resolve('sent' as const);
        });
      return {
        request: (request) => reached(() => book.accept({ ...request, workflowId: 'stand-in' })),
        decide: () => Promise.reject(new Error('The API writes decisions itself')),
        answerOffer: () => Promise.reject(new Error('The API writes answers itself')),
        withdraw: (cancellationId) => reached(() => book.withdraw({ ...ref(cancellationId), actor: identity.actor })),
        pull: (cancellationId, lever) =>
          reached(async () => {
            const { actor, merchantId } = identity;
            const who = { actor, ...(merchantId === undefined ? {} : { merchantId }) };
            const result = await book.pullLever({ ...ref(cancellationId), lever, ...who });
            return result.outcome === 'refused' ? result : { outcome: 'done', state: result.state };
          }),
        tellDecided: (cancellationId) => tell(`decided ${cancellationId}`),
        tellRefund: (cancellationId, legId) => tell(`refund ${cancellationId} ${legId ?? ''}`.trimEnd()),
        tellRepair: ({ cancellationId, subject }) => tell(`repair ${cancellationId} ${subject}`),
        whyClosed: () => Promise.resolve({ outcome: 'refused', code: 'CANCELLATION_ENDED' }),
      } satisfies TemporalDoor;
    },
  };
  return runs;
}
