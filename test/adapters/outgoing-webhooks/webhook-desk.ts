import { createDispatcher } from '../../../src/adapters/outgoing-webhooks/dispatcher';
import type { Message, PostMessage, Posted } from '../../../src/adapters/outgoing-webhooks/post-message';
import { createWebhookDeliveries } from '../../../src/adapters/persistence/outgoing-webhooks/delivery-book';
import { createWebhookEndpoints } from '../../../src/adapters/persistence/outgoing-webhooks/endpoint-book';
import { createSealer } from '../../../src/adapters/secrets/sealer';
import type { Actor } from '../../../src/domain/cancellation';
import type { WebhookDelivery, EndpointWithSecret } from '../../../src/ports/webhook-endpoints';
import { openBookshop, SHOP, type Bookshop } from '../persistence/steps/bookshop';

export const SERVICE: Actor = { id: 'backend', role: 'service' };
export const SEALER = createSealer({ current: 'k', keys: new Map([['k', Buffer.alloc(32, 7)]]) });

type Answer = (message: Message, signal: AbortSignal) => Posted | Promise<Posted>;

/** A bookshop with endpoints, a clock that is set by hand, and what was posted. */
export async function openWebhookDesk() {
  const shop: Bookshop = await openBookshop();
  let now = new Date('2026-03-01T12:00:00.000Z');
  let answer: Answer = () => ({ outcome: 'answered', status: 200 });
  const posted: Message[] = [];
  const clock = () => now;
  const post: PostMessage = async (message, signal) => {
    posted.push(message);
    return answer(message, signal);
  };
  const book = createWebhookDeliveries(shop.db, SEALER, () => 0);
  const endpoints = createWebhookEndpoints({ db: shop.db, sealer: SEALER, refuseUrl: () => undefined, clock });
  const openDispatcher = () => createDispatcher({ book, post, clock });
  const own = openDispatcher();
  let made = 0;
  return {
    shop,
    book,
    endpoints,
    posted,
    openDispatcher,
    now: clock,
    pass: (ms: number) => void (now = new Date(now.getTime() + ms)),
    answering: (next: Answer) => void (answer = next),
    endpoint: async (over: { types?: string[]; merchantId?: string } = {}): Promise<EndpointWithSecret> => {
      made += 1;
      const ask = { shopId: SHOP, actor: SERVICE, idempotencyKey: `k${made}`, url: `https://h.example.com/${made}` };
      const created = await endpoints.create({ ...ask, types: [], ...over });
      if (created.outcome === 'refused') throw new Error(created.code);
      return created.endpoint;
    },
    /** Sends what is due now, to the end. */
    send: async () => {
      while ((await own.turn()) > 0) await own.idle();
    },
    deliveries: async (endpointId: string): Promise<readonly WebhookDelivery[]> =>
      (await endpoints.deliveries({ shopId: SHOP, endpointId, limit: 100 }))?.items ?? [],
  };
}

export type WebhookDesk = Awaited<ReturnType<typeof openWebhookDesk>>;

export function eventsOf(messages: readonly Message[]): string[] {
  return messages.map(({ body }) => (JSON.parse(body) as { type: string }).type).sort();
}
