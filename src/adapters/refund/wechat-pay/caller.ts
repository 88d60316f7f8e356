import { Decorator } from 'wechatpay-axios-plugin';
import { z } from 'zod';
import type { PeerAnswer } from '../../http/peer-answer';
import type { WechatPayAccount } from './credentials';
import { readRefusal } from './read-refusal';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

interface WechatPayCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

/** Calls WeChat Pay: signed, its 2xx answers verified. What the network does comes back as a value. */
export type WechatPayCaller = (call: WechatPayCall) => Promise<PeerAnswer>;

interface WechatPayPeer {
  readonly baseUrl?: string;
  /** For one call from its beginning to the last byte of its answer, ms; 10,000 where nothing is said. */
  readonly timeoutMs?: number;
}

/** Why the vendor's client does not believe a 2xx. */
const UNBELIEVED: Readonly<Record<string, string>> = {
  EV3_RES_HEADERS_INCOMPLATE: 'ANSWER_UNSIGNED',
  EV3_RES_HEADER_TIMESTAMP_OFFSET: 'CLOCK_DIFFERS',
  EV3_RES_HEADER_PLATFORM_SERIAL: 'PLATFORM_KEY_UNKNOWN',
  EV3_RES_HEADER_SIGNATURE_DIGEST: 'ANSWER_SIGNATURE_INVALID',
};

/** No connection was made, so no byte went out. */
const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

const failure = z.object({
  code: z.string().optional(),
  response: z
    .object({ status: z.int(), data: z.unknown(), headers: z.looseObject({ 'retry-after': z.string().optional() }) })
    .optional(),
});

/**
 * A client of one merchant account over `wechatpay-axios-plugin`. A call throws AdapterFault where the account or its
 * keys are refused; a 2xx whose signature, key or clock is wrong is `unclear`: it may have been done.
 */
export function createWechatPayCaller(
  account: WechatPayAccount,
  { baseUrl, timeoutMs = TIMEOUT_MS }: WechatPayPeer = {},
): WechatPayCaller {
  const pem = account.privateKey.export({ type: 'pkcs8', format: 'pem' });
  const { v3 } = new Decorator({
    mchid: account.mchId,
    serial: account.serial,
    privateKey: pem,
    certs: Object.fromEntries(
      [...account.platformKeys].map(([serial, key]) => [serial, key.export({ type: 'spki', format: 'pem' })]),
    ),
    maxContentLength: MAX_ANSWER_BYTES,
    maxRedirects: 0,
    proxy: false,
    ...(baseUrl !== undefined && { baseURL: baseUrl }),
  });
  return async ({ method, path, params, body, signal }) => {
    if (signal?.aborted) return { kind: 'not_sent', code: 'ABORTED' };
    const timer = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? timer : AbortSignal.any([signal, timer]);
    try {
      const { data } = await v3.request<unknown>({
        method,
        url: path,
        signal: either,
        ...(params !== undefined && { params }),
        ...(body !== undefined && { data: body }),
      });
      return { kind: 'done', body: data };
    } catch (error) {
      return readFailure(error, timer.aborted ? 'TIMED_OUT' : 'ABORTED');
    }
  };
}

function readFailure(error: unknown, whenStopped: 'TIMED_OUT' | 'ABORTED'): PeerAnswer {
  const { code = '', response } = failure.parse(error);
  if (code.startsWith('EV3_')) return { kind: 'unclear', code: UNBELIEVED[code] ?? 'ANSWER_UNSIGNED' };
  if (response !== undefined) return readRefusal(response);
  if (NOT_CONNECTED.includes(code)) return { kind: 'not_sent', code: 'NOT_CONNECTED' };
  if (code === 'ERR_CANCELED') return { kind: 'unclear', code: whenStopped };
  return { kind: 'unclear', code: code === 'ERR_BAD_RESPONSE' ? 'UNREADABLE_ANSWER' : 'CONNECTION_LOST' };
}
