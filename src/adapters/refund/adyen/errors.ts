import { z } from 'zod';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import { AdapterFault } from '../../http/adapter-fault';
import type { JsonReply } from '../../http/json-caller';

/**
 * Refusals that no repetition changes: no amount, a wrong one, a currency that is none, no such payment. Any other
 * refusal moved nothing either, but people look: most refusals of Adyen's come by webhook, not here.
 */
const PERMANENT = ['100', '137', '138', '167'];
/** Another request under the same key is being processed. */
const IN_PROGRESS = '704';
const IN_PROGRESS_WAIT_MS = 5_000;

const errorSchema = z.object({ errorCode: z.string().regex(/^\w{1,32}$/) });

/**
 * What a reply that is no success says of a submitted leg.
 * @throws AdapterFault for 401 and 403, and for a request that Adyen can't read
 */
export function toSubmitFailure(reply: JsonReply): ChannelAnswer {
  if (reply.kind === 'not_sent') return { outcome: 'not_sent', code: reply.code };
  if (reply.kind === 'lost') return { outcome: 'ambiguous', code: reply.code };
  const { status, body, retryAfterMs } = reply;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { outcome: 'rate_limited', code: 'RATE_LIMITED', ...wait };
  if (status >= 500) return { outcome: 'ambiguous', code: 'PEER_ERROR', ...wait };
  const errorCode = errorSchema.safeParse(body).data?.errorCode;
  const code = errorCode === undefined ? undefined : `ADYEN_${errorCode}`;
  if (status === 401 || status === 403) throw new AdapterFault('PEER_REFUSED_CREDENTIALS', status, code);
  // Without Adyen's own words it may be a proxy that speaks.
  if (errorCode === undefined || code === undefined) return { outcome: 'ambiguous', code: 'UNREADABLE_REFUSAL' };
  if (errorCode === IN_PROGRESS || status === 409) {
    return { outcome: 'rate_limited', code, retryAfterMs: retryAfterMs ?? IN_PROGRESS_WAIT_MS };
  }
  if ([400, 405, 413, 415].includes(status)) throw new AdapterFault('PEER_REFUSED_REQUEST', status, code);
  return { outcome: PERMANENT.includes(errorCode) ? 'failed' : 'blocked', code };
}
