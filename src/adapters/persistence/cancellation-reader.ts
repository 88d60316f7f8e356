import type { CancellationReader } from '../../ports/cancellation-reader';
import { countForDesk } from './count-for-desk';
import { readCreditNotes } from './credit-notes/read-credit-notes';
import type { Database } from './database';
import { readLeverFacts } from './levers/read-lever-facts';
import { listCancellations } from './list-cancellations';
import { readClosureProofs } from './read-closure-proofs';
import { readRequestFacts } from './read-request-facts';
import { readTimeline } from './read-timeline';
import { readView } from './read-view';

/** Reads cancellations from the database alone. */
export function createCancellationReader(db: Database): CancellationReader {
  return {
    readView: (ref) => readView(db, ref),
    readRequestFacts: (ref) => readRequestFacts(db, ref),
    readLeverFacts: (ref) => readLeverFacts(db, ref),
    readClosureProofs: (ref) => readClosureProofs(db, ref),
    countForDesk: (ask) => countForDesk(db, ask),
    readTimeline: (ref) => readTimeline(db, ref),
    list: (ask) => listCancellations(db, ask),
    readCreditNotes: (ref) => readCreditNotes(db, ref),
  };
}
