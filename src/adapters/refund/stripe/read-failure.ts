import Stripe from 'stripe';
import { AdapterFault } from '../../http/adapter-fault';
import type { Undone } from '../open-answer';
import { NoAnswer } from './bounded-http-client';

/** What another request under the same key, or on the same payment, is given to end, ms. */
const IN_PROGRESS_WAIT_MS = 2_000;

/** Codes that say that Stripe could not read our request: a fault of ours, not a refusal of the refund. */
const NOT_UNDERSTOOD = ['parameter_unknown', 'parameter_missing', 'parameter_invalid_empty', 'url_invalid'];

/**
 * What came of a call that Stripe's library threw for.
 * @throws AdapterFault when Stripe refuses our key or can't read our request; whatever else was
 * thrown that is none of Stripe's errors
 */
export function readStripeFailure(error: unknown): Undone {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const { statusCode: status, code, detail, rawType } = error;
  if (detail instanceof NoAnswer) {
    return detail.sent ? { kind: 'unclear', code: detail.code } : { kind: 'not_sent', code: detail.code };
  }
  // A body that is read but is no error of Stripe's: a proxy speaks.
  if (status === undefined) return { kind: 'unclear', code: 'UNREADABLE_ANSWER' };
  const wait = retryAfter(error);
  if (status === 429) return { kind: 'rate_limited', ...(wait !== undefined && { retryAfterMs: wait }) };
  if (status === 409) return { kind: 'rate_limited', retryAfterMs: wait ?? IN_PROGRESS_WAIT_MS };
  if (status >= 500) return { kind: 'unclear', code: 'PEER_ERROR' };
  if (status === 401 || status === 403) throw new AdapterFault('PEER_REFUSED_CREDENTIALS', status, stable(code));
  if (rawType === 'idempotency_error') return { kind: 'refused', status, code: 'idempotency_error' };
  if (rawType !== 'invalid_request_error' && rawType !== 'card_error') {
    return { kind: 'unclear', code: 'UNREADABLE_REFUSAL' };
  }
  if (code !== undefined && NOT_UNDERSTOOD.includes(code)) {
    throw new AdapterFault('PEER_REFUSED_REQUEST', status, stable(code));
  }
  return { kind: 'refused', status, code: stable(code) ?? `invalid_${stable(error.param) ?? 'request'}` };
}

function stable(code: string | undefined): string | undefined {
  return code !== undefined && /^\w{1,48}$/.test(code) ? code : undefined;
}

function retryAfter({ headers }: Stripe.errors.StripeError): number | undefined {
  const ms = Number(headers?.['retry-after-ms'] ?? NaN);
  return Number.isFinite(ms) ? ms : undefined;
}
