import Client from '@adyen/api-library/lib/src/client';
import Config, { EnvironmentEnum } from '@adyen/api-library/lib/src/config';
import type ClientInterface from '@adyen/api-library/lib/src/httpClient/clientInterface';
import { ModificationsApi } from '@adyen/api-library/lib/src/services/checkout/modificationsApi';
import { createJsonCaller, type JsonPeerOptions, type JsonReply } from '../../http/json-caller';

export interface AdyenClientOptions extends JsonPeerOptions {
  /** `baseUrl` is the address of the Checkout API with its version, such as https://checkout-test.adyen.com/v72. */
  readonly baseUrl: string;
  readonly apiKey: string;
}

/**
 * Every answer that is no 2xx, and every call without one: what Adyen's library
 * would throw an exception of its own for.
 */
export class NotDone extends Error {
  override readonly name = 'NotDone';

  constructor(readonly reply: JsonReply) {
    super('Adyen did not do it');
  }
}

/** What the library calls by itself; the part of it before the path is replaced. */
const LIBRARY_BASE = 'https://checkout-test.adyen.com/v72';

/**
 * Adyen's own library for modifications, over our caller: one attempt, 10 s, answers of 1 MB at most, no redirects, any
 * address. Every method throws NotDone where there is no readable 2xx.
 */
export function createModificationsApi({ apiKey, ...peer }: AdyenClientOptions): ModificationsApi {
  const call = createJsonCaller(peer);
  const httpClient: ClientInterface = {
    request: async (...[endpoint, json, , , { idempotencyKey, signal } = {}]) => {
      const reply = await call({
        method: 'POST',
        path: endpoint.slice(LIBRARY_BASE.length),
        text: { contentType: 'application/json', text: json.toString() },
        headers: { 'x-api-key': apiKey },
        idempotencyKey,
        signal: signal ?? undefined,
      });
      const { kind } = reply;
      if (kind !== 'reply' || reply.status < 200 || reply.status >= 300) throw new NotDone(reply);
      // The library reads objects and would stumble over anything else.
      if (typeof reply.body !== 'object' || reply.body === null) {
        throw new NotDone({ kind: 'lost', code: 'UNREADABLE_ANSWER' });
      }
      return JSON.stringify(reply.body);
    },
  };
  return new ModificationsApi(new Client(new Config({ environment: EnvironmentEnum.TEST }), httpClient));
}
