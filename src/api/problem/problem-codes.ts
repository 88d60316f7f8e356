import type { RefusalCode } from '../../domain/refusals';

/** Every code that an answer of the API may carry, and its status. Each has a page in docs/errors. */
export const PROBLEM_STATUS = {
  // Faults of the request itself
  INVALID_REQUEST: 400,
  BODY_UNREADABLE: 400,
  IDEMPOTENCY_KEY_MISSING: 400,
  UNAUTHENTICATED: 401,
  ROUTE_NOT_FOUND: 404,
  BODY_TOO_LARGE: 413,
  // Webhooks
  WEBHOOK_SOURCE_UNKNOWN: 404,
  WEBHOOK_SIGNATURE_INVALID: 401,
  WEBHOOK_UNREADABLE: 400,
  // Faults of ours, and of what we stand on
  INTERNAL_ERROR: 500,
  DATABASE_UNAVAILABLE: 503,
  TEMPORAL_UNAVAILABLE: 503,
  WORKER_UNAVAILABLE: 503,
  // Refusals: there is no such thing
  ORDER_NOT_FOUND: 404,
  CANCELLATION_NOT_FOUND: 404,
  LEG_NOT_FOUND: 404,
  // Refusals: not to you
  ACCOUNT_BLOCKED: 403,
  ROLE_NOT_ALLOWED: 403,
  // Refusals: not as things stand
  ORDER_SHIPPED: 409,
  ORDER_DELIVERED: 409,
  ORDER_ALREADY_CANCELLED: 409,
  CANCELLATION_ACTIVE: 409,
  DISPUTE_OPEN: 409,
  UNIT_ALREADY_CANCELLED: 409,
  SHOP_REFUSED: 409,
  CANCELLATION_ENDED: 409,
  ALREADY_DECIDED: 409,
  DECISION_TOO_LATE: 409,
  NOT_AWAITING_DECISION: 409,
  PAST_THE_PIVOT: 409,
  ALREADY_WITHDRAWN: 409,
  LEVER_NOT_APPLICABLE: 409,
  LEG_NOT_FAILED: 409,
  ORDER_VERSION_OLD: 409,
  ORDER_FROZEN: 409,
  // Refusals: not this
  ORDER_NOT_CANCELLABLE: 422,
  REQUEST_WINDOW_PASSED: 422,
  UNIT_UNKNOWN: 422,
  QUANTITY_TOO_GREAT: 422,
  LINE_NOT_CANCELLABLE: 422,
  NOT_PART_CANCELLABLE: 422,
  NOTHING_SELECTED: 422,
  REASON_NOT_ALLOWED: 422,
  IDEMPOTENCY_KEY_REUSED: 422,
  MERCHANT_NOT_ASKED: 422,
  REJECTION_REASON_MISSING: 422,
  CURRENCY_UNKNOWN: 422,
  CURRENCY_MISMATCH: 422,
  AMOUNT_INVALID: 422,
  CHANNEL_UNKNOWN: 422,
} as const satisfies Record<RefusalCode, number> & Record<string, number>;

export type ProblemCode = keyof typeof PROBLEM_STATUS;

/** The codes that are no refusals of the domain's. */
export type HttpProblemCode = Exclude<ProblemCode, RefusalCode>;

export const PROBLEM_CODES = Object.keys(PROBLEM_STATUS) as ProblemCode[];
