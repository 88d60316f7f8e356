import { z } from 'zod';
import type { Shop, ShopAnswer, ShopRequest } from '../../ports/shop';
import { AdapterFault } from '../http/adapter-fault';
import { createJsonCaller, type JsonPeerOptions } from '../http/json-caller';
import { readPeerAnswer, type PeerAnswer } from '../http/peer-answer';

const acknowledgement = z.object({
  outcome: z.literal('acknowledged'),
  act: z.enum(['hold', 'release', 'close']),
  orderId: z.string(),
});

type Act = z.infer<typeof acknowledgement>['act'];

/**
 * A shop that speaks the HTTP of docs/sandbox.md.
 * @throws AdapterFault when the shop refuses our credentials, cannot read our
 * request, or knows its key from another one
 */
export function createHttpShop(options: JsonPeerOptions): Shop {
  const call = createJsonCaller(options);
  const act = async (name: Act, request: ShopRequest, extra: Readonly<Record<string, unknown>>) => {
    const { orderId, cancellationId, unitIds, idempotencyKey, signal } = request;
    const reply = await call({
      method: 'POST',
      path: `/orders/${encodeURIComponent(orderId)}/${name}`,
      body: { cancellationId, unitIds, ...extra },
      idempotencyKey,
      signal,
    });
    return toShopAnswer(readPeerAnswer(reply), name, orderId);
  };
  return {
    hold: (request) => act('hold', request, { version: request.orderVersion }),
    release: (request) => act('release', request, {}),
    close: (request) => act('close', request, { whole: request.whole }),
  };
}

/** Only an acknowledgement of this very act counts; anything else that is not a refusal is UNKNOWN. */
function toShopAnswer(answer: PeerAnswer, act: Act, orderId: string): ShopAnswer {
  if (answer.kind === 'refused') {
    if (answer.code === 'IDEMPOTENCY_KEY_REUSED') {
      throw new AdapterFault('PEER_REFUSED_REQUEST', answer.status, answer.code);
    }
    return { outcome: 'REFUSED', code: answer.code };
  }
  if (answer.kind === 'done') {
    const read = acknowledgement.safeParse(answer.body);
    const ours = read.success && read.data.act === act && read.data.orderId === orderId;
    return { outcome: ours ? 'ACKNOWLEDGED' : 'UNKNOWN' };
  }
  const retryAfterMs = 'retryAfterMs' in answer ? answer.retryAfterMs : undefined;
  return { outcome: 'UNKNOWN', ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
