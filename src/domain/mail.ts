import type { CancellationState } from './cancellation';
import type { DecisionDoor } from './decision';

/** What an order's own contact is told by e-mail. */
export const CUSTOMER_MAILS = [
  'REQUEST_RECEIVED',
  'APPROVED',
  'REJECTED',
  'NOT_POSSIBLE',
  'OFFER_MADE',
  'NOT_STOPPED',
  'REFUND_SENT',
  'REFUND_SETTLED',
  'NEEDS_ATTENTION',
  'WITHDRAWN',
] as const;
export type CustomerMail = (typeof CUSTOMER_MAILS)[number];

/** What a merchant's contacts are told by e-mail. */
export const MERCHANT_MAILS = [
  'DECISION_ASKED',
  'DECISION_REMINDER',
  'DECIDED_BY_TIMEOUT',
  'REQUEST_WITHDRAWN',
] as const;
export type MerchantMail = (typeof MERCHANT_MAILS)[number];

/** GUEST_CODE is about no cancellation: a code to sign in with. */
export type MailKind = CustomerMail | MerchantMail | 'GUEST_CODE';

/** One change of a cancellation, as the outbox has it. */
export interface MailedEvent {
  readonly eventId: number;
  readonly event: string;
  readonly from?: CancellationState;
  readonly to?: CancellationState;
  readonly merchantId?: string;
  readonly door?: DecisionDoor;
}

/** A mail that an event asks for. Of the same cancellation, kind and `about` a recipient gets one. */
export interface WantedMail {
  readonly kind: CustomerMail | MerchantMail;
  /** Empty where it can happen once only. */
  readonly about: string;
  /** For this merchant alone. */
  readonly merchantId?: string;
}

const CUSTOMER_ARRIVALS: Readonly<Partial<Record<CancellationState, CustomerMail>>> = {
  INTERCEPTING: 'APPROVED',
  REFUNDING: 'APPROVED',
  REJECTED: 'REJECTED',
  UPHELD: 'REJECTED',
  DENIED: 'NOT_POSSIBLE',
  OFFERED: 'OFFER_MADE',
  NOT_STOPPED: 'NOT_STOPPED',
  AWAITING_RETURN: 'NOT_STOPPED',
  CLOSED: 'REFUND_SENT',
  SETTLED: 'REFUND_SETTLED',
  REPAIRING: 'NEEDS_ATTENTION',
  NEEDS_HUMAN: 'NEEDS_ATTENTION',
  WITHDRAWN: 'WITHDRAWN',
};

/** These may happen more than once, and each time is told. */
const EACH_TIME: readonly (CustomerMail | MerchantMail)[] = [
  'OFFER_MADE',
  'REFUND_SETTLED',
  'NEEDS_ATTENTION',
  'DECISION_ASKED',
  'DECISION_REMINDER',
];

/**
 * Whom an event is worth a mail, and which. Nobody is told of what is denied at once:
 * whoever asked has the answer already.
 */
export function mailsOf(event: MailedEvent): WantedMail[] {
  return [...customerMails(event), ...merchantMails(event)];
}

function customerMails({ eventId, event, from, to }: MailedEvent): WantedMail[] {
  if (event === 'ACCEPTED') return [wanted('REQUEST_RECEIVED', eventId)];
  if (event === 'LEG_LATE') return [wanted('NEEDS_ATTENTION', eventId)];
  if (to === undefined || from === to || (to === 'DENIED' && from === 'REQUESTED')) return [];
  const kind = CUSTOMER_ARRIVALS[to];
  if (kind === undefined) return [];
  // A parcel that could not be stopped may still be awaited, and then not come back: two things to tell.
  return [kind === 'NOT_STOPPED' ? { kind, about: to } : wanted(kind, eventId)];
}

function merchantMails({ eventId, event, from, to, merchantId, door }: MailedEvent): WantedMail[] {
  const mails: WantedMail[] = [];
  if (event === 'DECIDED' && door === 'TIMEOUT' && merchantId !== undefined)
    mails.push({ kind: 'DECIDED_BY_TIMEOUT', about: '', merchantId });
  if (to === 'AWAITING_DECISION' && from !== to)
    mails.push(wanted('DECISION_ASKED', eventId), wanted('DECISION_REMINDER', eventId));
  if (to === 'WITHDRAWN' && from !== to) mails.push(wanted('REQUEST_WITHDRAWN', eventId));
  return mails;
}

function wanted(kind: CustomerMail | MerchantMail, eventId: number): WantedMail {
  return { kind, about: EACH_TIME.includes(kind) ? String(eventId) : '' };
}
