import { z } from 'zod';
import type { Carrier, InterceptionAnswer } from '../../ports/carrier';
import { createJsonCaller, type JsonPeerOptions } from '../http/json-caller';
import { readPeerAnswer, type PeerAnswer } from '../http/peer-answer';
import { AdapterFault } from '../http/adapter-fault';

const OUTCOMES = {
  stopped: 'STOPPED',
  already_out: 'ALREADY_OUT',
  delivered: 'DELIVERED',
  unknown: 'UNKNOWN',
} as const;

const interceptionSchema = z.object({
  id: z.string(),
  trackingRef: z.string(),
  outcome: z.enum(['stopped', 'already_out', 'delivered', 'unknown']),
  retryAfterMs: z.int().min(0).optional(),
});

/**
 * A carrier that speaks the HTTP of docs/sandbox.md.
 * @throws AdapterFault when the carrier refuses our credentials or cannot read our request
 */
export function createHttpCarrier(options: JsonPeerOptions): Carrier {
  const call = createJsonCaller(options);
  return {
    intercept: async ({ trackingRef, idempotencyKey, signal }) => {
      const body = { trackingRef };
      const reply = await call({ method: 'POST', path: '/interceptions', body, idempotencyKey, signal });
      return toInterception(readPeerAnswer(reply), trackingRef);
    },
    queryInterception: async ({ trackingRef, idempotencyKey, signal }) => {
      const path = `/interceptions?key=${encodeURIComponent(idempotencyKey)}`;
      return toInterception(readPeerAnswer(await call({ method: 'GET', path, signal })), trackingRef);
    },
  };
}

/** Only an answer about this very parcel counts (R18); a parcel that the carrier does not know is UNKNOWN too. */
function toInterception(answer: PeerAnswer, trackingRef: string): InterceptionAnswer {
  if (answer.kind === 'refused' && answer.code === 'idempotency_key_reused') {
    throw new AdapterFault('PEER_REFUSED_REQUEST', answer.status, answer.code);
  }
  const read = answer.kind === 'done' ? interceptionSchema.safeParse(answer.body) : undefined;
  if (!read?.success || read.data.trackingRef !== trackingRef) {
    const retryAfterMs = 'retryAfterMs' in answer ? answer.retryAfterMs : undefined;
    return { outcome: 'UNKNOWN', ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  const { id, outcome, retryAfterMs } = read.data;
  return { outcome: OUTCOMES[outcome], carrierRef: id, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
