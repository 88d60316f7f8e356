import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest, RefundChannel } from '../../../ports/refund-channel';
import type { JsonReply } from '../../http/json-caller';
import { PAYPAL_CAPABILITIES } from './capabilities';
import type { PaypalClient } from './client';
import { toQueryFailure, toSubmitFailure } from './errors';
import { toPaypalMoney } from './money';
import { readPaypalPayment } from './payment-reading';
import { toRefundAnswer } from './refund-answer';
import { listPaypalRefunds } from './transaction-search';
import { toVoidAnswer } from './void-answer';

/**
 * PayPal as a refund channel.
 * @throws AdapterFault from every call, when PayPal refuses our credentials or can't read our request
 */
export function createPaypalChannel(call: PaypalClient): RefundChannel {
  return {
    capabilities: PAYPAL_CAPABILITIES,
    submit: (leg) => (leg.kind === 'void' ? submitVoid(call, leg) : submitRefund(call, leg)),
    query: (leg) => (leg.kind === 'void' ? queryVoid(call, leg) : queryRefund(call, leg)),
    readPayment: (ask) => readPaypalPayment(call, ask),
    listRefunds: (period) => listPaypalRefunds(call, period),
  };
}

/** The amount is always said: without one PayPal refunds whatever is left. */
async function submitRefund(call: PaypalClient, leg: LegRequest): Promise<ChannelAnswer> {
  if (leg.kind !== 'refund') return { outcome: 'failed', code: 'KIND_NOT_SUPPORTED' };
  const amount = toPaypalMoney(leg.amount, leg.currency);
  if (amount === undefined) return { outcome: 'failed', code: 'AMOUNT_NOT_EXPRESSIBLE' };
  const reply = await call({
    method: 'POST',
    path: `/v2/payments/captures/${encodeURIComponent(leg.sourceId)}/refund`,
    body: { amount, custom_id: leg.idempotencyKey, invoice_id: leg.idempotencyKey },
    requestId: leg.idempotencyKey,
    signal: leg.signal,
  });
  return isDone(reply) ? toRefundAnswer(reply.body, leg) : toSubmitFailure(reply);
}

async function submitVoid(call: PaypalClient, leg: LegRequest): Promise<ChannelAnswer> {
  const path = `/v2/payments/authorizations/${encodeURIComponent(leg.sourceId)}/void`;
  const reply = await call({ method: 'POST', path, requestId: leg.idempotencyKey, signal: leg.signal });
  if (isDone(reply)) return submitted(toVoidAnswer(reply.body, leg));
  const failure = toSubmitFailure(reply);
  if (failure.code === 'PREVIOUSLY_VOIDED') return submitted(await queryVoid(call, leg));
  const captured = failure.outcome === 'failed' && failure.code?.endsWith('_CAPTURED') === true;
  return captured ? { ...failure, code: 'ALREADY_CAPTURED' } : failure;
}

/** A 2xx that shows an authorization still open contradicts itself: it is asked for again. */
function submitted(answer: ChannelAnswer): ChannelAnswer {
  return answer.outcome === 'not_found' ? { ...answer, outcome: 'ambiguous' } : answer;
}

async function queryRefund(call: PaypalClient, leg: LegRequest): Promise<ChannelAnswer> {
  // PayPal knows no query by our reference; the engine sends the key again while PayPal keeps it.
  if (leg.providerRef === undefined) return { outcome: 'ambiguous', code: 'REFUND_ID_UNKNOWN' };
  const path = `/v2/payments/refunds/${encodeURIComponent(leg.providerRef)}`;
  const reply = await call({ method: 'GET', path, signal: leg.signal });
  return isDone(reply) ? toRefundAnswer(reply.body, leg) : toQueryFailure(reply);
}

async function queryVoid(call: PaypalClient, leg: LegRequest): Promise<ChannelAnswer> {
  const path = `/v2/payments/authorizations/${encodeURIComponent(leg.sourceId)}`;
  const reply = await call({ method: 'GET', path, signal: leg.signal });
  return isDone(reply) ? toVoidAnswer(reply.body, leg) : toQueryFailure(reply);
}

type Done = Extract<JsonReply, { kind: 'reply' }>;

function isDone(reply: JsonReply): reply is Done {
  return reply.kind === 'reply' && reply.status >= 200 && reply.status < 300;
}
