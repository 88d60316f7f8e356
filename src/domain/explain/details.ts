import { GOES_AHEAD_STATES } from '../cancellation';
import type { CancellationView } from '../cancellation-view';
import type { Audience, Wording } from './wording';
import { customerLegLine } from './customer-leg';
import { causeOf, merchantName } from './facts';
import { formatInstant } from './instant';
import { formatMinor } from '../money';
import { legStatus, legTitle } from './leg-line';
import { customerOfferLines, offerLines } from './offer-line';
import { rejectionLines, rightsLines } from './rights';

type Lines = (view: CancellationView, wording: Wording) => string[];

/**
 * What each audience is told below the headline. A merchant sees no other merchant and no tender,
 * a customer nothing of our machinery.
 */
const LINES: Readonly<Record<Audience, readonly Lines[]>> = {
  support: [
    order,
    reason,
    stuck,
    denial,
    rightsLines,
    money,
    offerLines,
    parts,
    rejectionLines,
    supportLegs,
    withdrawal,
  ],
  merchant: [order, reason, denial, rightsLines, money, offerLines],
  customer: [denial, rejectionLines, rightsLines, customerOfferLines, money, customerLegs, withdrawal],
};

/** The lines below a headline. */
export function detailsOf(
  view: CancellationView,
  ask: { readonly wording: Wording; readonly audience: Audience },
): string[] {
  return LINES[ask.audience].flatMap((lines) => lines(view, ask.wording));
}

function order(view: CancellationView, wording: Wording): string[] {
  return [wording.order(view.orderId, view.whole)];
}

function reason(view: CancellationView, wording: Wording): string[] {
  return [wording.reason(wording.reasons[view.reason])];
}

function stuck(view: CancellationView, wording: Wording): string[] {
  if (view.state !== 'NEEDS_HUMAN') return [];
  const since = view.stuck === undefined ? [] : [wording.stuckSince(formatInstant(view.stuck.since))];
  const step = view.stuck?.step === undefined ? [] : [wording.stuckStep(view.stuck.step)];
  return [wording.stuck[causeOf(view)].lever, ...step, ...since];
}

function denial(view: CancellationView, wording: Wording): string[] {
  return view.denial === undefined ? [] : [wording.refusals[view.denial].whatToDo];
}

function money(view: CancellationView, wording: Wording): string[] {
  if (GOES_AHEAD_STATES.includes(view.state)) return [];
  const back = view.refund === 0 ? [] : [wording.comesBack(formatMinor(view.refund, view.currency))];
  return [...back, ...keptLines(view, wording)];
}

/** What is kept, and why: what was spent of bought gift cards, and the cancellation fee, apart. */
export function keptLines({ fee: kept, giftSpent: spent = 0, currency }: CancellationView, wording: Wording): string[] {
  const fee = kept - spent;
  return [
    ...(spent === 0 ? [] : [wording.giftSpent(formatMinor(spent, currency))]),
    ...(fee === 0 ? [] : [wording.feeKept(formatMinor(fee, currency))]),
  ];
}

function parts(view: CancellationView, wording: Wording): string[] {
  return view.parts.map(({ merchantId, decision, deadline }) => {
    const isOpen = decision === 'PENDING' && deadline !== undefined;
    const until = isOpen ? wording.separator + wording.until(formatInstant(deadline)) : '';
    return merchantName(merchantId, wording) + wording.colon + wording.decisions[decision] + until;
  });
}

function customerLegs(view: CancellationView, wording: Wording): string[] {
  return view.legs
    .filter(({ replacedBy }) => replacedBy === undefined)
    .map((leg) => customerLegLine(leg, { currency: view.currency, wording }));
}

function supportLegs(view: CancellationView, wording: Wording): string[] {
  return view.legs.map(
    (leg) =>
      `${legTitle(leg, { currency: view.currency, wording })} ${wording.tender(leg.tenderId)}` +
      `${wording.colon}${leg.state}${wording.separator}${legStatus(leg, wording)}`,
  );
}

function withdrawal(view: CancellationView, wording: Wording): string[] {
  return view.mayWithdraw ? [wording.mayWithdraw] : [];
}
