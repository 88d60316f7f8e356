/**
 * Every expected refusal, by its stable code: a value, never an exception. The same code is in the workflow's answer,
 * in problem+json and in docs/errors. `explain/refusals` has the sentence and what to do, in each language.
 */
export const REFUSAL_CODES = [
  // Asking for a cancellation
  'ORDER_NOT_FOUND',
  'ORDER_SHIPPED',
  'ORDER_DELIVERED',
  'ORDER_ALREADY_CANCELLED',
  'ORDER_NOT_CANCELLABLE',
  'CANCELLATION_ACTIVE',
  'REQUEST_WINDOW_PASSED',
  'REQUEST_CAP_REACHED',
  'ACCOUNT_BLOCKED',
  'DISPUTE_OPEN',
  'UNIT_UNKNOWN',
  'UNIT_ALREADY_CANCELLED',
  'QUANTITY_TOO_GREAT',
  'LINE_NOT_CANCELLABLE',
  'GIFT_CARD_SPENT',
  'NOT_PART_CANCELLABLE',
  'NOTHING_SELECTED',
  'REASON_NOT_ALLOWED',
  'SHOP_REFUSED',
  'QUOTE_CHANGED',
  'IDEMPOTENCY_KEY_REUSED',
  // Deciding, withdrawing, acting
  'CANCELLATION_NOT_FOUND',
  'CANCELLATION_ENDED',
  'ALREADY_DECIDED',
  'DECISION_TOO_LATE',
  'NOT_AWAITING_DECISION',
  'MERCHANT_NOT_ASKED',
  'REJECTION_REASON_MISSING',
  'PAST_THE_PIVOT',
  'ALREADY_WITHDRAWN',
  'PART_NOT_ACCEPTED',
  'OFFER_NOT_POSSIBLE',
  'OFFER_NOT_FOUND',
  'OFFER_ANSWERED',
  'OFFER_TOO_LATE',
  'EXTENSION_NOT_ALLOWED',
  'EXTENSION_USED',
  'ESCALATION_NOT_POSSIBLE',
  'ESCALATION_WINDOW_PASSED',
  'ALREADY_ESCALATED',
  'ROLE_NOT_ALLOWED',
  'LEVER_NOT_APPLICABLE',
  'LEG_NOT_FOUND',
  'CREDIT_NOTE_NOT_FOUND',
  'LEG_NOT_FAILED',
  'BALANCE_NOT_FOUND',
  'DESTINATION_NOT_FOUND',
  'DESTINATION_INVALID',
  'CONSENT_MISSING',
  'APPROVAL_NOT_FOUND',
  'SECOND_PERSON_NEEDED',
  'BATCH_NOT_FOUND',
  'BATCH_NOT_RELEASABLE',
  // Telling shops and merchants of events
  'WEBHOOK_ENDPOINT_NOT_FOUND',
  'WEBHOOK_DELIVERY_NOT_FOUND',
  'WEBHOOK_ENDPOINT_DISABLED',
  'WEBHOOK_URL_REFUSED',
  'MERCHANT_NOT_FOUND',
  // Bringing orders in
  'ORDER_VERSION_OLD',
  'ORDER_FROZEN',
  'CURRENCY_UNKNOWN',
  'CURRENCY_MISMATCH',
  'AMOUNT_INVALID',
  'CHANNEL_UNKNOWN',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A refusal with what the reader needs to understand it: ids, codes and counts, never personal data. */
export interface Refusal {
  readonly outcome: 'refused';
  readonly code: RefusalCode;
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Makes a refusal. */
export function refused(code: RefusalCode, details?: Refusal['details']): Refusal {
  return details === undefined ? { outcome: 'refused', code } : { outcome: 'refused', code, details };
}
