import type { Cancellation, CancellationListItem, CancellationPage, Offer } from '../../sdk/generated/api-types';

/** One cancellation, as whoever reads it may see it. */
export type Case = Cancellation;

/** One of a list. */
export type CaseItem = CancellationListItem;

export type CaseList = CancellationPage;

export type OnTimeout = NonNullable<Cancellation['onTimeout']>;

export type OfferKind = Offer['terms']['kind'];
