import type { CancellationReader } from '../../ports/cancellation-reader';
import { readCreditNotes } from './credit-notes/read-credit-notes';
import type { Database } from './database';
import { listCancellations } from './list-cancellations';
import { readTimeline } from './read-timeline';
import { readView } from './read-view';

/** Reads cancellations from the database alone. */
export function createCancellationReader(db: Database): CancellationReader {
  return {
    readView: (ref) => readView(db, ref),
    readTimeline: (ref) => readTimeline(db, ref),
    list: (ask) => listCancellations(db, ask),
    readCreditNotes: (ref) => readCreditNotes(db, ref),
  };
}
