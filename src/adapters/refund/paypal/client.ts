import { z } from 'zod';
import { AdapterFault } from '../../http/adapter-fault';
import { createJsonCaller, type JsonPeerOptions, type JsonReply } from '../../http/json-caller';

export interface PaypalClientOptions extends JsonPeerOptions {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface PaypalCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  /** JSON that is sent byte for byte. */
  readonly json?: string;
  /** PayPal-Request-Id: the same one is answered with the same refund, for 45 days. */
  readonly requestId?: string;
  readonly signal?: AbortSignal | undefined;
}

export type PaypalClient = (call: PaypalCall) => Promise<JsonReply>;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A token is not used in its last minute. */
const MARGIN_MS = 60_000;

interface Token {
  readonly value: string;
  readonly until: number;
}

/** Without a token nothing was sent to the resource itself. */
type TokenGot = { readonly token: Token } | { readonly failed: JsonReply };

/**
 * Calls PayPal's REST API with an OAuth 2 token (client credentials) that is kept until it ends and asked for anew,
 * once, after a 401. Faults of the network come back as values.
 * @throws AdapterFault when PayPal refuses the credentials
 */
export function createPaypalClient({ clientId, clientSecret, ...peer }: PaypalClientOptions): PaypalClient {
  const call = createJsonCaller(peer);
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  let kept: Token | undefined;
  let asking: Promise<TokenGot> | undefined;

  // Shared by calls that come at once, so the signal of none of them ends it.
  const requestToken = async (): Promise<TokenGot> => {
    const form = { contentType: 'application/x-www-form-urlencoded', text: 'grant_type=client_credentials' };
    const reply = await call({ method: 'POST', path: '/v1/oauth2/token', text: form, headers: { authorization } });
    if (reply.kind !== 'reply') return { failed: { kind: 'not_sent', code: 'NOT_CONNECTED' } };
    if ([400, 401, 403].includes(reply.status)) throw new AdapterFault('PEER_REFUSED_CREDENTIALS', reply.status);
    if (reply.status === 429) return { failed: reply };
    const token = reply.status === 200 ? tokenSchema.safeParse(reply.body) : undefined;
    if (!token?.success) return { failed: { kind: 'not_sent', code: 'NOT_CONNECTED' } };
    const { access_token, expires_in } = token.data;
    return { token: { value: access_token, until: Date.now() + expires_in * 1000 - MARGIN_MS } };
  };

  const tokenInUse = async (): Promise<TokenGot> => {
    if (kept !== undefined && kept.until > Date.now()) return { token: kept };
    asking ??= requestToken().finally(() => (asking = undefined));
    const got = await asking;
    if ('token' in got) kept = got.token;
    return got;
  };

  const send = (token: Token, { method, path, body, json, requestId, signal }: PaypalCall) =>
    call({
      method,
      path,
      ...(json === undefined ? { body } : { text: { contentType: 'application/json', text: json } }),
      headers: {
        authorization: `Bearer ${token.value}`,
        ...(method === 'POST' && { prefer: 'return=representation' }),
        ...(requestId !== undefined && { 'paypal-request-id': requestId }),
      },
      signal,
    });

  return async (paypalCall) => {
    const first = await tokenInUse();
    if ('failed' in first) return first.failed;
    const reply = await send(first.token, paypalCall);
    if (reply.kind !== 'reply' || reply.status !== 401) return reply;
    if (kept === first.token) kept = undefined;
    const second = await tokenInUse();
    return 'failed' in second ? second.failed : send(second.token, paypalCall);
  };
}
