import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isAllowedAddress, isLoopback, type AddressRules } from './address-rules';
import { checkedLookup, resolveBySystem, type Resolve } from './checked-lookup';
import { readRetryAfter } from './read-retry-after';
import { readTarget } from './read-target';

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of it: a status, a short code, or neither when it was broken off by `signal`. */
export type Posted =
  | { readonly outcome: 'answered'; readonly status: number; readonly retryAfterMs?: number }
  | { readonly outcome: 'failed'; readonly code: string }
  | { readonly outcome: 'aborted' };

export type PostMessage = (message: Message, signal: AbortSignal) => Promise<Posted>;

export interface PostOptions extends AddressRules {
  readonly resolve?: Resolve;
  /** From the first byte of the look-up to the last of the answer, ms. */
  readonly timeoutMs?: number;
  /** Authorities to trust instead of the system's. */
  readonly ca?: string;
}

const TIMEOUT_MS = 15_000;
const LARGEST_ANSWER = 64 * 1024;

/**
 * Posts messages to addresses of the public internet, one connection each, straight to it: no proxy, no
 * redirect, no cookie, no cached connection. Of the answer only the status and Retry-After count; its
 * body is read up to 64 kB and forgotten.
 */
export function createPostMessage(options: PostOptions): PostMessage {
  const { resolve = resolveBySystem, timeoutMs = TIMEOUT_MS, ca, ...rules } = options;
  return async (message, signal) => {
    const target = readTarget(message.url, rules);
    if (target.outcome === 'refused') return { outcome: 'failed', code: target.code };
    const isPlain = target.url.protocol === 'http:';
    const isAllowed = (address: string) => isAllowedAddress(address, rules) && (!isPlain || isLoopback(address));
    const timeout = AbortSignal.timeout(timeoutMs);
    const settings: RequestOptions & { ca?: string } = {
      method: 'POST',
      headers: { ...message.headers, 'content-length': Buffer.byteLength(message.body) },
      lookup: checkedLookup(resolve, isAllowed),
      signal: AbortSignal.any([signal, timeout]),
      agent: false,
      ...(ca === undefined ? {} : { ca }),
    };
    try {
      const { statusCode: status = 0, headers } = await exchange(isPlain ? httpRequest : httpsRequest, {
        url: target.url,
        settings,
        body: message.body,
      });
      const retryAfterMs = readRetryAfter(headers['retry-after'], new Date());
      return { outcome: 'answered', status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    } catch (fault) {
      if (signal.aborted) return { outcome: 'aborted' };
      return { outcome: 'failed', code: timeout.aborted ? 'TIMED_OUT' : codeOf(fault) };
    }
  };
}

interface Exchange {
  readonly url: URL;
  readonly settings: RequestOptions;
  readonly body: string;
}

function exchange(request: typeof httpRequest, { url, settings, body }: Exchange): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, settings, (answer) => {
      readToItsEnd(answer).then(() => resolve(answer), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Ends where the answer does, or where it has become too long. */
function readToItsEnd(answer: IncomingMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    let size = 0;
    answer.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_ANSWER) return;
      resolve();
      answer.destroy();
    });
    answer.on('end', resolve);
    answer.on('error', reject);
  });
}

const TLS_FAULT = /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH$)/;

/** A short code of a fault, without any address in it. */
function codeOf(fault: unknown): string {
  const { code } = (fault ?? {}) as { code?: unknown };
  if (code === 'ADDRESS_REFUSED') return code;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'NAME_NOT_FOUND';
  if (typeof code === 'string' && TLS_FAULT.test(code)) return 'TLS_FAILED';
  if (typeof code === 'string' && code.startsWith('HPE_')) return 'NOT_HTTP';
  return 'CONNECTION_FAILED';
}
