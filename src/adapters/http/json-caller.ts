import http from 'node:http';
import https from 'node:https';

interface JsonCall {
  readonly method: 'GET' | 'POST';
  /** Below the base URL, with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Instead of `body`: sent as it is, for a form or for bytes that were signed. */
  readonly text?: { readonly contentType: string; readonly text: string };
  /** Beside those that every call has; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** `lost`: the request may have arrived. `not_sent`: it has not. */
export type JsonReply =
  | { readonly kind: 'reply'; readonly status: number; readonly body: unknown; readonly retryAfterMs?: number }
  | { readonly kind: 'lost'; readonly code: 'TIMED_OUT' | 'ABORTED' | 'CONNECTION_LOST' | 'UNREADABLE_ANSWER' }
  | { readonly kind: 'not_sent'; readonly code: 'TIMED_OUT' | 'ABORTED' | 'NOT_CONNECTED' };

export interface JsonPeerOptions {
  readonly baseUrl: string;
  /** For one call from its beginning to the last byte of its answer, ms; 10,000 where nothing is said. */
  readonly timeoutMs?: number;
}

export type JsonCaller = (call: JsonCall) => Promise<JsonReply>;

/** Shorter than servers keep a free socket: a request never meets one that is being closed. */
const FREE_SOCKET_MS = 4_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Calls one peer with JSON over kept-alive connections. Never throws: what the network does comes back as a value. */
export function createJsonCaller({ baseUrl, timeoutMs = 10_000 }: JsonPeerOptions): JsonCaller {
  const base = new URL(baseUrl);
  const secure = base.protocol === 'https:';
  const agentOptions = { keepAlive: true, timeout: FREE_SOCKET_MS, scheduling: 'lifo' as const };
  const agent = secure ? new https.Agent(agentOptions) : new http.Agent(agentOptions);
  const target = {
    agent,
    host: base.hostname.replace(/^\[|\]$/g, ''),
    port: base.port || (secure ? 443 : 80),
    prefix: base.pathname.replace(/\/$/, ''),
    connected: secure ? 'secureConnect' : 'connect',
    request: secure ? https.request : http.request,
    timeoutMs,
  };
  return (call) => send(target, call);
}

interface Target {
  readonly agent: http.Agent;
  readonly host: string;
  readonly port: string | number;
  readonly prefix: string;
  readonly connected: string;
  readonly request: typeof http.request;
  readonly timeoutMs: number;
}

function send(target: Target, call: JsonCall): Promise<JsonReply> {
  const { method, path, headers, idempotencyKey, signal } = call;
  if (signal?.aborted) return Promise.resolve({ kind: 'not_sent', code: 'ABORTED' });
  const text = call.body === undefined ? call.text?.text : JSON.stringify(call.body);
  const payload = text === undefined ? undefined : Buffer.from(text);
  const contentType = call.text?.contentType ?? 'application/json';
  const request = target.request({
    agent: target.agent,
    host: target.host,
    port: target.port,
    method,
    path: target.prefix + path,
    headers: {
      accept: 'application/json',
      ...(payload && { 'content-type': contentType, 'content-length': payload.length }),
      ...headers,
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
  });
  return new Promise((resolve) => {
    let sent = false;
    request.once('socket', (socket) => {
      if (request.reusedSocket) sent = true;
      else socket.once(target.connected, () => (sent = true));
    });
    const end = (reply: JsonReply) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      resolve(reply);
    };
    const giveUp = (code: 'TIMED_OUT' | 'ABORTED') => {
      end({ kind: sent ? 'lost' : 'not_sent', code });
      request.destroy();
    };
    const abort = () => {
      giveUp('ABORTED');
    };
    const timer = setTimeout(giveUp, target.timeoutMs, 'TIMED_OUT');
    signal?.addEventListener('abort', abort, { once: true });
    request.on('error', () => {
      end(sent ? { kind: 'lost', code: 'CONNECTION_LOST' } : { kind: 'not_sent', code: 'NOT_CONNECTED' });
    });
    request.once('response', (response) => {
      readReply(response).then(end, () => {
        end({ kind: 'lost', code: 'CONNECTION_LOST' });
      });
    });
    request.end(payload);
  });
}

async function readReply(response: http.IncomingMessage): Promise<JsonReply> {
  const status = response.statusCode ?? 0;
  const retryAfterMs = readRetryAfter(response.headers);
  const body = parse(await readText(response));
  if (body === undefined && status >= 200 && status < 300) return { kind: 'lost', code: 'UNREADABLE_ANSWER' };
  return { kind: 'reply', status, body, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

async function readText(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error('The answer is too long to be one');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** `Retry-After` is seconds or a date (RFC 9110, 10.2.3); some peers add `retry-after-ms`. */
function readRetryAfter(headers: http.IncomingHttpHeaders): number | undefined {
  const ms = Number(headers['retry-after-ms'] ?? NaN);
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const after = headers['retry-after'];
  if (after === undefined) return undefined;
  const seconds = Number(after);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(after) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
