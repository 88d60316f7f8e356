import type { Actor } from '../domain/cancellation';
import type { Offer, OfferTerms } from '../domain/offer';
import type { Refusal } from '../domain/refusals';
import type { CancellationRef } from './cancellation-book';

export interface OfferInput extends CancellationRef {
  readonly merchantId: string;
  readonly terms: OfferTerms;
  /** To the customer, at most 500 characters. Personal: it stays in the database. */
  readonly note?: string;
  readonly actor: Actor;
  /** ISO 8601. */
  readonly receivedAt: string;
}

export interface ExtensionInput extends CancellationRef {
  readonly merchantId: string;
  readonly minutes: number;
  readonly actor: Actor;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/**
 * What a merchant does about its part before deciding it. Each is one transaction
 * under the order's lock; the run follows.
 */
export interface OfferBook {
  /** Makes the one offer that a cancellation may have; the same again is the same offer. */
  makeOffer: (input: OfferInput) => Promise<{ readonly outcome: 'offered'; readonly offer: Offer } | Refusal>;
  /** Puts off a merchant's own deadline, once; the same again is the same extension. */
  extendDeadline: (
    input: ExtensionInput,
  ) => Promise<{ readonly outcome: 'extended'; readonly deadline: string } | Refusal>;
}
