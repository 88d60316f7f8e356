import { AsyncLocalStorage } from 'node:async_hooks';
import Stripe from 'stripe';
import { createJsonCaller, type JsonPeerOptions, type JsonReply } from '../../http/json-caller';

/** No answer that can be read. Its code is not one that Stripe's library would send the request again for. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(
    readonly sent: boolean,
    readonly code: string,
  ) {
    super(code);
  }
}

/** The signal of the call that is being made; the library has no place for one. */
export const callSignal = new AsyncLocalStorage<AbortSignal | undefined>();

type Reply = Extract<JsonReply, { kind: 'reply' }>;

class BoundedResponse extends Stripe.HttpClientResponse {
  constructor(private readonly reply: Reply) {
    super(reply.status, reply.retryAfterMs === undefined ? {} : { 'retry-after-ms': String(reply.retryAfterMs) });
  }

  override getRawResponse(): unknown {
    return {};
  }

  /** The library takes an answer without an error in it for a good one, whatever its status. */
  override toJSON(): Promise<unknown> {
    const { status, body } = this.reply;
    return Promise.resolve(isGood(status) || hasError(body) ? body : { error: { type: 'unreadable', message: '' } });
  }
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

function hasError(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object';
}

class BoundedHttpClient extends Stripe.HttpClient {
  private readonly call;

  constructor(options: JsonPeerOptions) {
    super();
    this.call = createJsonCaller(options);
  }

  override getClientName(): string {
    return 'rescind';
  }

  override async makeRequest(
    ...request: Parameters<InstanceType<typeof Stripe.HttpClient>['makeRequest']>
  ): Promise<BoundedResponse> {
    const [, , path, method, headers, body] = request;
    if (method !== 'GET' && method !== 'POST') throw new NoAnswer(false, 'METHOD_UNKNOWN');
    const named = Object.fromEntries(
      Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), String(value)]),
    );
    const form = { contentType: 'application/x-www-form-urlencoded', text: body };
    const signal = callSignal.getStore();
    const reply = await this.call({ method, path, headers: named, signal, ...(method === 'POST' && { text: form }) });
    if (reply.kind !== 'reply') throw new NoAnswer(reply.kind === 'lost', reply.code);
    const { status, body: answer } = reply;
    // A good answer that is no object would leave the library's promise open for ever.
    if (isGood(status) && (typeof answer !== 'object' || answer === null))
      throw new NoAnswer(true, 'UNREADABLE_ANSWER');
    return new BoundedResponse(reply);
  }
}

/**
 * Carries Stripe's library over our own caller: one limit of time for a whole call, none of the library's hidden
 * repetitions, answers of 1 MB at most, and it is known whether a request can have left.
 */
export function createBoundedHttpClient(options: JsonPeerOptions): InstanceType<typeof Stripe.HttpClient> {
  return new BoundedHttpClient(options);
}
