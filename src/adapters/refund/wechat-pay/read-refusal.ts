import { AdapterFault } from '../../http/adapter-fault';
import type { PeerAnswer } from '../../http/peer-answer';
import { SPACING_MS } from './capabilities';

/** Codes that mean: not so fast. Nothing was done. */
const TOO_OFTEN = ['FREQUENCY_LIMITED', 'FREQUENCY_LIMIT_EXCEED', 'RATELIMIT_EXCEEDED'];

/** Codes that speak of our account, its rights or its keys, rather than of one refund. */
const OUR_ACCOUNT = ['SIGN_ERROR', 'NO_AUTH', 'MCH_NOT_EXISTS', 'APPID_MCHID_NOT_MATCH'];

interface WechatPayRefusal {
  readonly status: number;
  readonly data: unknown;
  readonly headers: { readonly 'retry-after'?: string | undefined };
}

/**
 * Reads an answer that is no 2xx. Its body is not signed, so that only TLS vouches for it: a refusal is therefore
 * proven by a query before a leg is taken for failed.
 * @throws AdapterFault for 401 and for codes that speak of our account
 */
export function readRefusal({ status, data, headers }: WechatPayRefusal): PeerAnswer {
  const code = codeOf(data);
  if (status === 429 || (code !== undefined && TOO_OFTEN.includes(code))) {
    return { kind: 'rate_limited', retryAfterMs: retryAfterOf(headers) ?? SPACING_MS };
  }
  if (status >= 500) return { kind: 'unclear', code: code ?? 'PEER_ERROR' };
  if (status === 401 || (code !== undefined && OUR_ACCOUNT.includes(code))) {
    throw new AdapterFault('PEER_REFUSED_CREDENTIALS', status, code);
  }
  // Without a code, or by a redirection, it may be a proxy that speaks.
  if (code === undefined || status < 400) return { kind: 'unclear', code: 'UNREADABLE_REFUSAL' };
  return { kind: 'refused', status, code };
}

function codeOf(data: unknown): string | undefined {
  const code = typeof data === 'object' && data !== null && 'code' in data ? data.code : undefined;
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : undefined;
}

function retryAfterOf(headers: WechatPayRefusal['headers']): number | undefined {
  const seconds = Number(headers['retry-after'] ?? NaN);
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : undefined;
}
