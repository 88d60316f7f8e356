import { arrivalOf } from '../arrival';
import type { LegView } from '../cancellation-view';
import { formatMinor } from '../money';
import type { Destination, Wording } from './wording';

/** Our own books: nobody stands between. */
const OWN: readonly string[] = ['gift-card', 'store-credit'];

interface Asked {
  readonly currency: string;
  readonly wording: Wording;
}

/**
 * What a customer is told of one way that money comes back: amount, where to in words (never a number of an account),
 * how it stands, the day by which to expect it, and the reference to ask a bank with.
 */
export function customerLegLine(leg: LegView, ask: Asked): string {
  const { wording } = ask;
  const { expectedBy, providerRef } = leg;
  const arrival = leg.arrival ?? arrivalOf(leg);
  const title = customerLegTitle(leg, ask);
  const day = expectedBy?.slice(0, 10);
  const when = arrival === 'ON_ITS_WAY' || arrival === 'LATE' || arrival === 'NEEDS_ATTENTION' ? day : undefined;
  const status = [
    wording.arrivals[arrival],
    ...(when === undefined ? [] : [wording.expectedBy(when)]),
    ...(providerRef === undefined ? [] : [wording.reference(providerRef)]),
  ];
  return title + wording.colon + status.join(wording.separator);
}

/** Amount and where to, in words: what can be said before anything is sent too. */
export function customerLegTitle(
  leg: Pick<LegView, 'kind' | 'channel' | 'amount' | 'tenderKind'>,
  { currency, wording }: Asked,
): string {
  const { kind, channel, amount } = leg;
  return wording.givesBack[kind]({
    amount: formatMinor(amount, currency),
    to: wording.destinations[destinationOf(leg)],
    through: OWN.includes(channel) ? '' : wording.through(wording.channels[channel] ?? channel),
  });
}

function destinationOf({ kind, channel, tenderKind }: Pick<LegView, 'kind' | 'channel' | 'tenderKind'>): Destination {
  if (kind === 'payout') return channel === 'store-credit' ? 'STORE_CREDIT' : 'BANK_ACCOUNT';
  return tenderKind === undefined || tenderKind === 'UNDEFINED' ? 'AS_PAID' : tenderKind;
}
