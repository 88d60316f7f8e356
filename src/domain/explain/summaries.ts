import type { ArbitrationClock } from '../arbitration';
import type { LegKind } from '../refund-leg';
import type { Minor } from '../money';
import type { TenderKind } from '../order';
import type { ArbitrationTimeout, TimeoutOutcome } from '../policy';
import { fitSummary, shortId } from './summary-fit';
import { formatInstant } from './instant';
import { formatMinor } from '../money';

/** A leg as far as a summary shows it. */
export interface SummarizedLeg {
  readonly kind: LegKind;
  readonly amount: Minor;
  readonly channel: string;
  readonly tenderId: string;
  readonly tenderKind?: TenderKind;
}

const LEG_VERBS: Readonly<Record<LegKind, string>> = { refund: 'Refund', void: 'Void', payout: 'Pay out' };

const WHEN_SILENT: Readonly<Record<TimeoutOutcome, string>> = {
  APPROVE: 'then approved automatically',
  REJECT: 'then rejected automatically',
  ESCALATE: 'then a person decides',
};

// One English line for each activity and timer of a cancellation, unique within its history where the ids are: at most
// 120 characters and 200 bytes, codes and ids only.

/** Accepting the request: check, hold units, freeze the quote. */
export function acceptSummary(orderId: string): string {
  return fitSummary(`Accept the request for order ${shortId(orderId)}: check, hold units, freeze quote`);
}

/** Asking the shop not to ship. */
export function holdAtShopSummary(orderId: string): string {
  return fitSummary(`Hold order ${shortId(orderId)} at the shop`);
}

/** Undoing a hold at the shop. */
export function undoHoldAtShopSummary(orderId: string): string {
  return fitSummary(`Undo: release the hold on order ${shortId(orderId)} at the shop`);
}

/** Undoing the hold of units in our own order book. */
export function undoHoldUnitsSummary(orderId: string): string {
  return fitSummary(`Undo: give order ${shortId(orderId)} its held units back`);
}

/** Recording what a merchant, or the clock for him, decided. */
export function recordDecisionSummary(merchantId: string, outcome: string): string {
  return fitSummary(`Record decision of merchant ${shortId(merchantId)}: ${outcome}`);
}

/** Recording a withdrawal. */
export function withdrawSummary(orderId: string): string {
  return fitSummary(`Withdraw the cancellation of order ${shortId(orderId)}`);
}

/** Asking the carrier to stop a parcel. */
export function interceptSummary(shipmentId: string): string {
  return fitSummary(`Intercept parcel ${shortId(shipmentId)}`);
}

/** Asking the carrier, for the `round`-th time, what became of that. */
export function queryInterceptionSummary(shipmentId: string, round = 1): string {
  return fitSummary(`Ask the carrier about parcel ${shortId(shipmentId)}${again(round)}`);
}

/** The commit: from here on only forward. */
export function commitSummary(orderId: string): string {
  return fitSummary(`Commit: cancel units of order ${shortId(orderId)}, plan refunds (no way back from here)`);
}

/** Sending a refund leg, for the `round`-th time: `Refund USD 80.00 to CARD via stripe (tender T-1)`. */
export function refundSummary(leg: SummarizedLeg, currency: string, round = 1): string {
  return fitSummary(`${LEG_VERBS[leg.kind]} ${legWords(leg, currency)}${again(round)}`);
}

/** Asking a channel, for the `round`-th time, what became of a leg. */
export function querySummary(leg: Pick<SummarizedLeg, 'kind' | 'channel' | 'tenderId'>, round = 1): string {
  return fitSummary(
    `Ask ${shortId(leg.channel)} about the ${leg.kind} of tender ${shortId(leg.tenderId)}${again(round)}`,
  );
}

/** Reading, for the `round`-th time, whether a payment was captured meanwhile. */
export function readPaymentSummary(channel: string, tenderId: string, round = 1): string {
  return fitSummary(`Ask ${shortId(channel)} whether tender ${shortId(tenderId)} was captured${again(round)}`);
}

/** Waiting for a capture that is under way to end. */
export function waitForCaptureSummary(round = 1): string {
  return fitSummary(`Wait for a capture that is under way to end${again(round)}`);
}

/** A void that a capture was faster than. */
export function refundInsteadSummary(tenderId: string): string {
  return fitSummary(`Refund tender ${shortId(tenderId)} instead: it was captured before it could be voided`);
}

/** Beginning a repair of a leg that came back, or a capture that came too late. */
export function beginRepairSummary(subject: string): string {
  return fitSummary(`Book that money moved after the end: ${shortId(subject)}`);
}

/** Proving a cancellation once more, after a repair. */
export function proveRepairSummary(orderId: string): string {
  return fitSummary(`Prove closure of order ${shortId(orderId)} once more, after the repair`);
}

/** Comparing a channel's books with ours. */
export function reconcileChannelSummary(channel: string): string {
  return fitSummary(`Compare the refunds of ${shortId(channel)} with ours`);
}

/** Giving stock back. */
export function releaseUnitsSummary(orderId: string): string {
  return fitSummary(`Give the stock of order ${shortId(orderId)} back`);
}

/** Closing our own order. */
export function closeOrderSummary(orderId: string): string {
  return fitSummary(`Close order ${shortId(orderId)}: cancelled, refund on its way`);
}

/** Closing the shop's order. */
export function closeAtShopSummary(orderId: string): string {
  return fitSummary(`Close order ${shortId(orderId)} at the shop`);
}

/** Writing the closure proof. */
export function proveClosureSummary(orderId: string): string {
  return fitSummary(`Prove closure of order ${shortId(orderId)}: money, stock, parcel, shop agree`);
}

/** The merchant's clock. `deadline` is ISO 8601. */
export function deadlineSummary(deadline: string, onTimeout: TimeoutOutcome, merchantId?: string): string {
  const who = merchantId === undefined ? 'the merchant' : `merchant ${shortId(merchantId)}`;
  return fitSummary(`Wait for ${who} until ${formatInstant(deadline)}, ${WHEN_SILENT[onTimeout]}`);
}

const WITHOUT_RULING: Readonly<Record<ArbitrationTimeout, string>> = {
  NEEDS_HUMAN: 'then a person is called',
  APPROVED: 'then approved automatically',
  UPHELD: 'then the order goes ahead',
};

/** An arbiter's clock. */
export function rulingSummary(merchantId: string, { until, onTimeout }: ArbitrationClock): string {
  const whose = shortId(merchantId);
  return fitSummary(`Wait for a ruling on ${whose} until ${formatInstant(until)}, ${WITHOUT_RULING[onTimeout]}`);
}

/** The customer's clock. `deadline` is ISO 8601. */
export function offerSummary(deadline: string): string {
  return fitSummary(
    `Wait for the customer's answer to the offer until ${formatInstant(deadline)}, then back to the merchant`,
  );
}

/** Recording what the customer, or the clock for him, answered. */
export function answerOfferSummary(merchantId: string, answer: string): string {
  return fitSummary(`Record the answer to the offer of merchant ${shortId(merchantId)}: ${answer}`);
}

/** Waiting for a channel's word on a leg. */
export function waitForRefundSummary(leg: SummarizedLeg, currency: string, round = 1): string {
  return fitSummary(`Wait for: ${leg.kind} ${legWords(leg, currency)}${again(round)}`);
}

/** Waiting for the carrier's word on a parcel. */
export function waitForCarrierSummary(shipmentId: string, round = 1): string {
  return fitSummary(`Wait for the carrier's answer on parcel ${shortId(shipmentId)}${again(round)}`);
}

/** Waiting for a parcel that is on its way back. `deadline` is ISO 8601. */
export function waitForReturnSummary(shipmentId: string, deadline: string): string {
  return fitSummary(`Wait for parcel ${shortId(shipmentId)} to come back until ${formatInstant(deadline)}`);
}

/** Waiting for a person. */
export function waitForPersonSummary(cause: string): string {
  return fitSummary(`Wait for a person: ${cause}`);
}

/** Tells repeats apart: summaries are unique within a history. */
function again(round: number): string {
  return round > 1 ? `, ${round}` : '';
}

function legWords(leg: SummarizedLeg, currency: string): string {
  const to = leg.tenderKind === undefined ? '' : `to ${leg.tenderKind} `;
  return `${formatMinor(leg.amount, currency)} ${to}via ${shortId(leg.channel)} (tender ${shortId(leg.tenderId)})`;
}
