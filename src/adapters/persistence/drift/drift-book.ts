import type { DriftBook } from '../../../ports/drift-book';
import type { Database } from '../database';
import { compareListed } from './compare-listed';
import { compareOwnBooks } from './compare-own-books';
import { compareQueried, legsToAsk } from './compare-queried';
import { flagLate } from './flag-late';
import { keepListed } from './keep-listed';
import { windowOf } from './pass-window';
import { unheard } from './unheard';

/** Drift cases and what they are found by; see the port. */
export function createDriftBook(db: Database): DriftBook {
  return {
    windowOf: windowOf(db),
    keepListed: keepListed(db),
    unheard: unheard(db),
    legsToAsk: legsToAsk(db),
    compareListed: compareListed(db),
    compareQueried: compareQueried(db),
    compareOwnBooks: compareOwnBooks(db),
    flagLate: flagLate(db),
  };
}
