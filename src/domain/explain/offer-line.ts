import type { CancellationView } from '../cancellation-view';
import { formatMinor } from '../money';
import type { Offer } from '../offer';
import type { Wording } from './wording';

/** What is offered, and what became of it. `own` is the order's currency. */
export function offerLine({ terms, state }: Offer, own: string, wording: Wording): string {
  const { kind, amount, currency = own } = terms;
  const words = wording.offerTerms(wording.offerKinds[kind], amount === undefined ? '' : formatMinor(amount, currency));
  return words + wording.separator + wording.offerStates[state];
}

/** The merchant's counter-offer; nothing where none was made. */
export function offerLines({ offer, currency }: CancellationView, wording: Wording): string[] {
  return offer === undefined ? [] : [wording.offer + wording.colon + offerLine(offer, currency, wording)];
}

/** The same, and that the customer may answer it. */
export function customerOfferLines(view: CancellationView, wording: Wording): string[] {
  return [...offerLines(view, wording), ...(view.mayAnswerOffer === true ? [wording.mayAnswerOffer] : [])];
}
