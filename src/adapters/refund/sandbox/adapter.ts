import { z } from 'zod';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest, RefundChannel } from '../../../ports/refund-channel';
import { createJsonCaller, type JsonCaller, type JsonPeerOptions } from '../../http/json-caller';
import { readPeerAnswer } from '../../http/peer-answer';
import { toOpenAnswer, type Undone } from '../open-answer';
import { SANDBOX_CAPABILITIES } from './capabilities';
import { listRefunds } from './list-refunds';
import { readPayment } from './read-payment';
import { refundSchema, toChannelAnswer } from './refund-answer';
import { paymentSchema, toVoidAnswer } from './void-answer';

const refundList = z.object({ refunds: z.array(refundSchema) });

/** Nothing is wrong with the leg: the provider cannot do it now, the same request may go through later. */
const BLOCKING_CODES = ['insufficient_funds'];

const UNREADABLE: ChannelAnswer = { outcome: 'ambiguous', code: 'UNREADABLE_ANSWER' };

/**
 * The sandbox payment provider as a refund channel.
 * @throws AdapterFault when the provider refuses our credentials or cannot read our request
 */
export function createSandboxRefundChannel(options: JsonPeerOptions): RefundChannel {
  const call = createJsonCaller(options);
  return {
    capabilities: SANDBOX_CAPABILITIES,
    submit: async (leg) => {
      const answer = readPeerAnswer(await (leg.kind === 'void' ? sendVoid(call, leg) : sendRefund(call, leg)));
      return answer.kind === 'done' ? readDone(answer.body, leg) : toSubmitFailure(answer);
    },
    query: (leg) => (leg.kind === 'void' ? queryVoid(call, leg) : queryRefund(call, leg)),
    readPayment: (ask) => readPayment(call, ask),
    listRefunds: (period) => listRefunds(call, period),
  };
}

function sendRefund(call: JsonCaller, { sourceId, amount, currency, legId, idempotencyKey, signal }: LegRequest) {
  const body = { payment: sourceId, amount, currency, reference: legId };
  return call({ method: 'POST', path: '/refunds', body, idempotencyKey, signal });
}

function sendVoid(call: JsonCaller, { sourceId, legId, idempotencyKey, signal }: LegRequest) {
  const path = `/payments/${encodeURIComponent(sourceId)}/void`;
  return call({ method: 'POST', path, body: { reference: legId }, idempotencyKey, signal });
}

function readDone(body: unknown, leg: LegRequest): ChannelAnswer {
  if (leg.kind === 'void') {
    const payment = paymentSchema.safeParse(body);
    return payment.success ? toVoidAnswer(payment.data, leg) : UNREADABLE;
  }
  const refund = refundSchema.safeParse(body);
  return refund.success ? toChannelAnswer(refund.data, leg) : UNREADABLE;
}

function toSubmitFailure(answer: Undone): ChannelAnswer {
  if (answer.kind !== 'refused') return toOpenAnswer(answer);
  // Another request went out under this key: what became of that one is not known.
  if (answer.code === 'idempotency_key_reused') return { outcome: 'mismatch', code: answer.code };
  return { outcome: BLOCKING_CODES.includes(answer.code) ? 'blocked' : 'failed', code: answer.code };
}

async function queryRefund(call: JsonCaller, leg: LegRequest): Promise<ChannelAnswer> {
  const path = `/refunds?reference=${encodeURIComponent(leg.legId)}`;
  const answer = readPeerAnswer(await call({ method: 'GET', path, signal: leg.signal }));
  if (answer.kind !== 'done') return toOpenAnswer(answer);
  const list = refundList.safeParse(answer.body);
  if (!list.success) return UNREADABLE;
  const [refund, another] = list.data.refunds;
  if (!refund) return { outcome: 'not_found' };
  if (another) return { outcome: 'mismatch', providerRef: refund.id, code: 'REFUNDED_TWICE' };
  return toChannelAnswer(refund, leg);
}

async function queryVoid(call: JsonCaller, leg: LegRequest): Promise<ChannelAnswer> {
  const path = `/payments/${encodeURIComponent(leg.sourceId)}`;
  const answer = readPeerAnswer(await call({ method: 'GET', path, signal: leg.signal }));
  if (answer.kind === 'refused' && answer.code === 'payment_unknown')
    return { outcome: 'not_found', code: answer.code };
  return answer.kind === 'done' ? readDone(answer.body, leg) : toOpenAnswer(answer);
}
