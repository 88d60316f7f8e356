import type { Capture, Order, Tender } from './order';
import type { Minor } from './money';
import type { PlannedLeg } from './refund-leg';
import type { TenderOrder } from './policy';
import { allocate } from './allocation';
import { leftOf, leftOfCaptures, openAuthorizations, openlyAuthorized, refundableTenders } from './refundable';
import { sum } from './money';
import { tendersInOrder } from './tender-order';

/** NOT_CAPTURED: only authorized so far, so the shop captures less instead. NOT_REFUNDABLE: no tender has it. */
export type MissingCause = 'NOT_CAPTURED' | 'NOT_REFUNDABLE';

/** Legs that sum to the amount asked for, but for what is missing, minor units. */
export interface RefundPlan {
  readonly legs: readonly PlannedLeg[];
  readonly missing: Minor;
  readonly missingCause?: MissingCause;
}

/**
 * Spreads an amount over what paid (R9). First every open authorization that fits whole into what is asked is voided,
 * in tender order: all of them on a whole-order cancellation, since its refund covers them. Then captures are refunded,
 * a tender's oldest first, never above what is left of each. What only an authorization covers in part is not voided (a
 * void releases all of it): it is missing as NOT_CAPTURED. Tenders of zero and of an undefined kind make no leg. Throws
 * RangeError for a negative amount.
 */
export function planRefund(ask: {
  readonly order: Pick<Order, 'tenders'>;
  readonly refund: Minor;
  readonly tenderOrder: TenderOrder;
  /** Fees that stay in the captures, minor units. Not needed for a refund that was quoted: it leaves them there. */
  readonly kept?: Minor;
}): RefundPlan {
  if (ask.refund < 0) throw new RangeError('A refund is not negative');
  const tenders = tendersInOrder(refundableTenders(ask.order), ask.tenderOrder);
  const voids = planVoids(tenders, ask.refund);
  const afterVoids = ask.refund - sum(voids.map(({ amount }) => amount));
  const fromCaptures = Math.min(afterVoids, Math.max(0, leftOfCaptures(ask.order) - (ask.kept ?? 0)));
  const refunds = tenderShares(tenders, fromCaptures, ask.tenderOrder).flatMap(({ tender, share }) =>
    planCaptures(tender, share),
  );
  const legs = [...voids, ...refunds];
  const missing = ask.refund - sum(legs.map(({ amount }) => amount));
  if (missing === 0) return { legs, missing };
  const stillOpen = openlyAuthorized(ask.order) - sum(voids.map(({ amount }) => amount));
  return { legs, missing, missingCause: stillOpen > 0 ? 'NOT_CAPTURED' : 'NOT_REFUNDABLE' };
}

function planVoids(tenders: readonly Tender[], refund: Minor): PlannedLeg[] {
  const legs: PlannedLeg[] = [];
  let asked = refund;
  for (const tender of tenders) {
    for (const { authorizationId, amount } of openAuthorizations(tender)) {
      if (amount > asked) continue;
      legs.push({
        kind: 'void',
        tenderId: tender.tenderId,
        channel: tender.channel,
        sourceId: authorizationId,
        amount,
      });
      asked -= amount;
    }
  }
  return legs;
}

interface TenderShare {
  readonly tender: Tender;
  readonly share: Minor;
}

function tenderShares(tenders: readonly Tender[], asked: Minor, tenderOrder: TenderOrder): TenderShare[] {
  if (asked === 0) return [];
  const left = tenders.map(({ captures }) => sum(captures.map(leftOf)));
  const shares = tenderOrder === 'PROPORTIONAL' ? allocate(asked, left) : fill(asked, left);
  return tenders.map((tender, index) => ({ tender, share: shares[index] ?? 0 }));
}

function planCaptures(tender: Tender, share: Minor): PlannedLeg[] {
  const captures = [...tender.captures].sort(oldestFirst);
  const amounts = fill(share, captures.map(leftOf));
  return captures.flatMap(({ captureId }, index) => {
    const amount = amounts[index] ?? 0;
    if (amount === 0) return [];
    return [{ kind: 'refund', tenderId: tender.tenderId, channel: tender.channel, sourceId: captureId, amount }];
  });
}

/** Fills rooms one after the other until the amount is used up. */
function fill(amount: Minor, rooms: readonly Minor[]): Minor[] {
  let rest = amount;
  return rooms.map((room) => {
    const taken = Math.min(rest, room);
    rest -= taken;
    return taken;
  });
}

function oldestFirst(left: Capture, right: Capture): number {
  return left.capturedAt.getTime() - right.capturedAt.getTime() || (left.captureId < right.captureId ? -1 : 1);
}
