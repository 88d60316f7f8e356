import type { OfferBook } from '../../../ports/offer-book';
import type { Database } from '../database';
import { extendOwnDeadline } from './extend-deadline';
import { makeOffer } from './make-offer';

/** What a merchant does about its part before deciding it; see the port. */
export function createOfferBook(db: Database): OfferBook {
  return { makeOffer: makeOffer(db), extendDeadline: extendOwnDeadline(db) };
}
