import { AdapterFault } from './adapter-fault';
import type { JsonReply } from './json-caller';

/**
 * What came of a call, once the faults of set-up are thrown.
 * - `done`: a readable 2xx
 * - `refused`: the peer says no, with a stable code of its own; nothing was done
 * - `not_sent`: nothing reached the peer
 * - `rate_limited`: nothing was done, ask again after so many ms
 * - `unclear`: it may have been done
 */
export type PeerAnswer =
  | { readonly kind: 'done'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  | { readonly kind: 'not_sent'; readonly code: string }
  | { readonly kind: 'rate_limited'; readonly retryAfterMs?: number }
  | { readonly kind: 'unclear'; readonly code: string; readonly retryAfterMs?: number };

/** Codes of a peer that did not understand us: our fault, not a refusal. */
const NOT_UNDERSTOOD = [400, 405, 413, 415];

/**
 * Reads a reply.
 * @throws AdapterFault for 401 and 403, for a route that is not there and for a request that the peer cannot read
 */
export function readPeerAnswer(reply: JsonReply): PeerAnswer {
  if (reply.kind === 'not_sent') return reply;
  if (reply.kind === 'lost') return { kind: 'unclear', code: reply.code };
  const { status, body, retryAfterMs } = reply;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { kind: 'rate_limited', ...wait };
  if (status >= 500) return { kind: 'unclear', code: 'PEER_ERROR', ...wait };
  if (status >= 200 && status < 300) return { kind: 'done', body };
  const code = errorCode(body);
  if (status === 401 || status === 403) throw new AdapterFault('PEER_REFUSED_CREDENTIALS', status, code);
  if (NOT_UNDERSTOOD.includes(status) || code === 'no_such_route') {
    throw new AdapterFault('PEER_REFUSED_REQUEST', status, code);
  }
  // Without a code it may be a proxy that speaks, not the peer.
  if (code === undefined) return { kind: 'unclear', code: 'UNREADABLE_REFUSAL' };
  return { kind: 'refused', status, code };
}

function errorCode(body: unknown): string | undefined {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : undefined;
}
