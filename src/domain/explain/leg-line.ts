import type { LegView } from '../cancellation-view';
import type { Wording } from './wording';
import { formatMinor } from '../money';

/** `Refund of USD 80.00 via card`. */
export function legTitle(leg: LegView, ask: { readonly currency: string; readonly wording: Wording }): string {
  const { currency, wording } = ask;
  return wording.via({
    amount: formatMinor(leg.amount, currency),
    kind: wording.legKinds[leg.kind],
    channel: leg.channel,
  });
}

/** Where a leg stands, with the day and the reference that a bank is asked with, where they are known. */
export function legStatus(leg: LegView, wording: Wording): string {
  return [
    leg.replacedBy === undefined ? wording.legStates[leg.state] : wording.replaced,
    ...(leg.expectedBy === undefined || leg.state === 'SUCCEEDED'
      ? []
      : [wording.expectedBy(leg.expectedBy.slice(0, 10))]),
    ...(leg.providerRef === undefined ? [] : [wording.reference(leg.providerRef)]),
  ].join(wording.separator);
}
