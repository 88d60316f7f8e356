import { deadlineOf, type Calendar } from './calendar';
import type { Minor } from './money';
import type { Policy } from './policy';

/**
 * What a merchant may offer so that the order goes ahead. The shop fulfills it: Rescind
 * records the terms and moves nothing.
 */
export const OFFER_KINDS = ['PARTIAL_REFUND', 'COUPON', 'REPLACEMENT', 'OTHER'] as const;
export type OfferKind = (typeof OFFER_KINDS)[number];

/** An amount, minor units, comes with its currency; a partial refund has both. */
export interface OfferTerms {
  readonly kind: OfferKind;
  readonly amount?: Minor;
  readonly currency?: string;
}

/** EXPIRED: nobody answered in time, or the request ended meanwhile. */
export const OFFER_STATES = ['OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED'] as const;
export type OfferState = (typeof OFFER_STATES)[number];

/** A merchant's counter-offer. What the merchant wrote to the customer is in the database alone. */
export interface Offer {
  readonly offerId: string;
  readonly merchantId: string;
  readonly terms: OfferTerms;
  /** Until when the customer may answer, ISO 8601. */
  readonly deadline: string;
  readonly state: OfferState;
}

/** Why no offer can be made, beside where the cancellation stands. */
export type NoOffer = 'NOT_ALLOWED' | 'SEVERAL_MERCHANTS' | 'STATUTORY' | 'ALREADY_OFFERED';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** So much of its clock a merchant has at least after an offer that came to nothing. */
const LEAST_LEFT_MS = 15 * MINUTE_MS;

/** How long a customer may think about an offer, ms of wall time: a day where the policy says nothing; 0: no offers. */
export function offerMsOf({ offerMs = DAY_MS }: Pick<Policy, 'offerMs'>): number {
  return offerMs;
}

/**
 * The merchant's clock goes on at `from` with what was left of it, ms of its own kind of time, and
 * never less than a quarter of an hour.
 */
export function resumedDeadline(ask: {
  readonly from: Date;
  readonly leftMs: number;
  readonly calendar: Calendar | null;
}): Date {
  return deadlineOf({ ...ask, ms: Math.max(ask.leftMs, LEAST_LEFT_MS) });
}

/** A deadline put off by so many minutes of its own kind of time. */
export function extendedDeadline(ask: {
  readonly deadline: Date;
  readonly minutes: number;
  readonly calendar: Calendar | null;
}): Date {
  return deadlineOf({ from: ask.deadline, ms: ask.minutes * MINUTE_MS, calendar: ask.calendar });
}
