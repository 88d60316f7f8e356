import type { CancellationBook } from '../../../ports/cancellation-book';
import type { Database } from '../database';
import { loadStanding, standingOf } from '../standing';

/** Reads where the decisions stand, without a lock. A cancellation that is not there has no part. */
export function readStanding(db: Database): CancellationBook['readStanding'] {
  return async (ref) => standingOf(await loadStanding(db, ref));
}
