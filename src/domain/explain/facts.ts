import type { CancellationView, StuckCause } from '../cancellation-view';
import type { Facts, Wording } from './wording';
import { ACCEPTED_STATES, type LegState } from '../refund-leg';
import { SHOP_ITSELF } from '../order';
import { clockOf } from './clock';
import { formatMinor } from '../money';

/** Puts a view into the words that headlines use. */
export function factsOf(view: CancellationView, wording: Wording): Facts {
  const legs = view.legs.filter(({ replacedBy }) => replacedBy === undefined);
  return {
    orderId: view.orderId,
    merchants: waitingMerchants(view, wording),
    refund: formatMinor(view.refund, view.currency),
    returnsMoney: view.refund > 0,
    whole: view.whole,
    clock: clockOf(view, wording),
    legs: legs.length,
    legsAccepted: legs.filter(({ state }) => (ACCEPTED_STATES as readonly LegState[]).includes(state)).length,
    denial: wording.refusals[view.denial ?? 'ORDER_NOT_CANCELLABLE'].sentence,
    stuck: wording.stuck[causeOf(view)].cause,
    offerAccepted: view.offer?.state === 'ACCEPTED',
  };
}

/** Why it is stuck; STEP_FAILED where nothing more exact is known. */
export function causeOf({ stuck }: CancellationView): StuckCause {
  return stuck?.cause ?? 'STEP_FAILED';
}

/** How a merchant is called: by id, or "the shop" where an order has no merchant. */
export function merchantName(merchantId: string, wording: Wording): string {
  return merchantId === SHOP_ITSELF ? wording.shopItself : wording.merchant(merchantId);
}

function waitingMerchants({ parts }: CancellationView, wording: Wording): string {
  const waiting = parts.filter(({ decision }) => decision === 'PENDING');
  if (waiting.length === 0) return wording.anyMerchant;
  return waiting.map(({ merchantId }) => merchantName(merchantId, wording)).join(wording.and);
}
