import type { Order } from './order';
import type { Policy } from './policy';
import { ageMinutesOf, insideGrace } from './order-age';
import { faultOf, type Initiator, type Reason } from './reasons';
import { isStatutory } from './statutory';
import { sum } from './money';

/** Why a merchant is, or need not be, asked. */
export type ApprovalWhy =
  | 'INITIATED_BY_MERCHANT'
  | 'UNPAID'
  | 'SELLER_FAULT'
  | 'INITIATED_BY_PLATFORM'
  | 'STATUTORY'
  | 'GRACE'
  | 'NOT_NEEDED'
  | 'MERCHANT_DECIDES';

export interface Approval {
  readonly by: 'MERCHANT' | 'RULE';
  readonly why: ApprovalWhy;
}

/**
 * Who approves one merchant's part (R24): the rule where the merchant himself asks, nothing was paid, the platform or a
 * system asks (told apart when it is for the seller's fault), the customer has a right to withdraw, the order is inside
 * grace, or the policy needs no approval; else the merchant. A customer's word that it is the seller's fault is a
 * claim, no proof, and skips nobody.
 */
export function approvalBy(ask: {
  readonly policy: Policy;
  readonly order: Pick<Order, 'placedAt' | 'tenders'>;
  readonly reason: Reason;
  readonly initiator: Initiator;
  readonly now: Date;
}): Approval {
  const why = whyNotAsked(ask);
  return why === undefined ? { by: 'MERCHANT', why: 'MERCHANT_DECIDES' } : { by: 'RULE', why };
}

function whyNotAsked(ask: Parameters<typeof approvalBy>[0]): ApprovalWhy | undefined {
  if (ask.initiator === 'MERCHANT') return 'INITIATED_BY_MERCHANT';
  if (isUnpaid(ask.order)) return 'UNPAID';
  if (ask.initiator !== 'CUSTOMER') {
    return faultOf(ask.reason) === 'SELLER' ? 'SELLER_FAULT' : 'INITIATED_BY_PLATFORM';
  }
  const age = ageMinutesOf(ask.order, ask.now);
  if (isStatutory(ask.policy, age)) return 'STATUTORY';
  if (insideGrace(ask.policy, age)) return 'GRACE';
  return ask.policy.approvalNeeded ? undefined : 'NOT_NEEDED';
}

/** Nothing captured, nothing openly authorized and no capture under way. */
function isUnpaid({ tenders }: Pick<Order, 'tenders'>): boolean {
  const captured = tenders.flatMap(({ captures }) => captures.map(({ amount }) => amount));
  const authorized = tenders.flatMap(({ authorizations }) =>
    authorizations.filter(({ state }) => state === 'OPEN' || state === 'CAPTURING').map(({ amount }) => amount),
  );
  return sum([...captured, ...authorized]) === 0;
}
