import { z } from 'zod';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import { AdapterFault } from '../../http/adapter-fault';
import type { JsonReply } from '../../http/json-caller';

type Outcome = ChannelAnswer['outcome'];

const list = (outcome: Outcome, issues: string) =>
  issues.split(' ').map((issue): [string, Outcome] => [issue, outcome]);

/**
 * What a 422 of PayPal's means, by issue (payments_payment_v2, captures.refund-422 and authorizations.void-422).
 * `failed`: proven, for ever. `blocked`: nothing moved, people must do something first. A key or an invoice id of ours
 * that PayPal has seen with another refund proves nothing: that refund may be this leg's.
 */
const ISSUES: ReadonlyMap<string, Outcome> = new Map([
  ...list('failed', 'CAPTURE_FULLY_REFUNDED REFUND_AMOUNT_EXCEEDED REFUND_TIME_LIMIT_EXCEEDED REFUND_NOT_ALLOWED'),
  ...list('failed', 'PARTIAL_REFUND_NOT_ALLOWED MAX_NUMBER_OF_REFUNDS_EXCEEDED REFUND_CAPTURE_CURRENCY_MISMATCH'),
  ...list('failed', 'CURRENCY_MISMATCH DECIMAL_PRECISION DECIMALS_NOT_SUPPORTED CANNOT_BE_ZERO_OR_NEGATIVE'),
  ...list('failed', 'REFUND_AMOUNT_TOO_LOW REFUND_IS_RESTRICTED REFUND_TIME_EXCEEDED_FOR_PAYMENT_SOURCE'),
  ...list('failed', 'PREVIOUSLY_CAPTURED AUTHORIZATION_ALREADY_CAPTURED'),
  ...list('blocked', 'REFUND_FAILED_INSUFFICIENT_FUNDS PENDING_CAPTURE PAYER_ACCOUNT_LOCKED_OR_CLOSED'),
  ...list('blocked', 'PAYEE_ACCOUNT_LOCKED_OR_CLOSED PAYEE_ACCOUNT_RESTRICTED'),
  ...list('disputed', 'TRANSACTION_DISPUTED REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK'),
  ...list('mismatch', 'DUPLICATE_INVOICE_ID DUPLICATE_TRANSACTION PAYPAL_REQUEST_ID_PREVIOUSLY_USED'),
]);

/** Of several issues, the one that lets the least happen counts. */
const MOST_CAUTIOUS_FIRST: readonly Outcome[] = ['mismatch', 'disputed', 'blocked', 'failed'];

/** What another request under the same key is given to end, ms. */
const IN_PROGRESS_WAIT_MS = 5_000;

const code = z.string().regex(/^\w{1,64}$/);
const errorSchema = z.object({
  name: code,
  details: z.array(z.object({ issue: code })).optional(),
});

/**
 * What a reply that is no success says of a submitted leg.
 * @throws AdapterFault for 401 and 403, and for a request that PayPal can't read
 */
export function toSubmitFailure(reply: JsonReply): ChannelAnswer {
  const error = reply.kind === 'reply' ? errorSchema.safeParse(reply.body).data : undefined;
  if (reply.kind !== 'reply' || reply.status < 400 || reply.status === 429 || reply.status >= 500) return toOpen(reply);
  throwFault(reply.status, error);
  // Without PayPal's own words it may be a proxy that speaks.
  if (error === undefined) return { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' };
  if (reply.status === 409) {
    return { outcome: 'rate_limited', code: issueOf(error), retryAfterMs: reply.retryAfterMs ?? IN_PROGRESS_WAIT_MS };
  }
  if (reply.status === 404) return { outcome: 'failed', code: issueOf(error) };
  return reply.status === 422 ? fromIssues(error) : { outcome: 'ambiguous', code: issueOf(error) };
}

/**
 * What a reply that is no success says of a leg that was asked about: never more than that it is still open.
 * @throws AdapterFault for 401 and 403, and for a request that PayPal can't read
 */
export function toQueryFailure(reply: JsonReply): ChannelAnswer {
  if (reply.kind !== 'reply' || reply.status < 400 || reply.status === 429 || reply.status >= 500) return toOpen(reply);
  const error = errorSchema.safeParse(reply.body).data;
  throwFault(reply.status, error);
  if (error === undefined) return { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' };
  return { outcome: reply.status === 404 ? 'not_found' : 'ambiguous', code: issueOf(error) };
}

function toOpen(reply: JsonReply): ChannelAnswer {
  if (reply.kind === 'not_sent') return { outcome: 'not_sent', code: reply.code };
  if (reply.kind === 'lost') return { outcome: 'ambiguous', code: reply.code };
  const wait = reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs };
  if (reply.status === 429) return { outcome: 'rate_limited', code: 'RATE_LIMIT_REACHED', ...wait };
  return { outcome: 'ambiguous', code: reply.status >= 500 ? 'PEER_ERROR' : 'UNREADABLE_ANSWER', ...wait };
}

type PaypalError = z.infer<typeof errorSchema>;

function throwFault(status: number, error: PaypalError | undefined): void {
  const peerCode = error && issueOf(error);
  if (status === 401 || status === 403) throw new AdapterFault('PEER_REFUSED_CREDENTIALS', status, peerCode);
  if (error !== undefined && [400, 405, 406, 413, 415].includes(status)) {
    throw new AdapterFault('PEER_REFUSED_REQUEST', status, peerCode);
  }
}

function issueOf({ name, details }: PaypalError): string {
  return details?.[0]?.issue ?? name;
}

/** An issue that is not known here moved nothing, but nobody can say that it never will: people look. */
function fromIssues(error: PaypalError): ChannelAnswer {
  const issues = error.details?.map(({ issue }) => issue) ?? [];
  const read = (issues.length === 0 ? [error.name] : issues).map((issue) => ({
    outcome: ISSUES.get(issue) ?? 'blocked',
    code: issue,
  }));
  const rank = ({ outcome }: { outcome: Outcome }) => MOST_CAUTIOUS_FIRST.indexOf(outcome);
  const [answer] = read.sort((a, b) => rank(a) - rank(b));
  return answer ?? { outcome: 'blocked', code: error.name };
}
