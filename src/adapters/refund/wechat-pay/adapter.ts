import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest, RefundChannel } from '../../../ports/refund-channel';
import { toOpenAnswer } from '../open-answer';
import type { WechatPayCaller } from './caller';
import { WECHAT_PAY_CAPABILITIES } from './capabilities';
import { toPaymentReading, toVoidAnswer } from './payment-answer';
import { isTransactionId, toRefundAnswer } from './refund-answer';

/** The merchant's balance is empty: the same number goes through once it is topped up. */
const BLOCKING = ['NOT_ENOUGH'];

/**
 * Refused for ever, once a query has shown that the number is not known. Any other
 * refusal is not understood, and is no proof.
 */
const PERMANENT = ['PARAM_ERROR', 'INVALID_REQUEST', 'USER_ACCOUNT_ABNORMAL', 'RESOURCE_NOT_EXISTS'];

const REFUNDS = '/v3/refund/domestic/refunds';
const ORDERS = '/v3/pay/transactions';

interface WechatPayChannelOptions {
  readonly call: WechatPayCaller;
  readonly mchId: string;
  /** Where WeChat Pay tells the end of a refund; absent: where the merchant platform says. */
  readonly notifyUrl?: string;
}

/** WeChat Pay as a refund channel. A call throws AdapterFault where our account or keys are refused. */
export function createWechatPayChannel(options: WechatPayChannelOptions): RefundChannel {
  const { call, mchId } = options;
  return {
    capabilities: WECHAT_PAY_CAPABILITIES,
    submit: (leg) => (leg.kind === 'void' ? closeOrder(options, leg) : sendRefund(options, leg)),
    query: (leg) => (leg.kind === 'void' ? queryOrder(options, leg) : queryRefund(call, leg)),
    readPayment: async ({ sourceId, signal }) => {
      const way = isTransactionId(sourceId) ? 'id' : 'out-trade-no';
      const path = `${ORDERS}/${way}/${encodeURIComponent(sourceId)}`;
      const answer = await call({ method: 'GET', path, params: { mchid: mchId }, signal });
      if (answer.kind === 'done') return toPaymentReading(answer.body);
      return { state: 'unknown', code: 'code' in answer ? answer.code : 'RATE_LIMITED' };
    },
  };
}

async function sendRefund({ call, notifyUrl }: WechatPayChannelOptions, leg: LegRequest): Promise<ChannelAnswer> {
  if (leg.kind !== 'refund') return { outcome: 'failed', code: 'KIND_NOT_SUPPORTED' };
  const body = {
    ...(isTransactionId(leg.sourceId) ? { transaction_id: leg.sourceId } : { out_trade_no: leg.sourceId }),
    out_refund_no: leg.idempotencyKey,
    ...(notifyUrl !== undefined && { notify_url: notifyUrl }),
    amount: { refund: leg.amount, total: leg.sourceAmount, currency: leg.currency },
  };
  const answer = await call({ method: 'POST', path: REFUNDS, body, signal: leg.signal });
  if (answer.kind === 'done') return toRefundAnswer(answer.body, leg);
  if (answer.kind !== 'refused') return toOpenAnswer(answer);
  if (BLOCKING.includes(answer.code)) return { outcome: 'blocked', code: answer.code };
  if (!PERMANENT.includes(answer.code)) return { outcome: 'ambiguous', code: answer.code };
  return proveRefusal(answer.code, await queryRefund(call, leg));
}

/** Refused, and the number is not known there: nothing moved. Where it is known, its refund is the answer. */
function proveRefusal(code: string, found: ChannelAnswer): ChannelAnswer {
  if (found.outcome === 'not_found') return { outcome: 'failed', code };
  return found.outcome === 'not_sent' || found.outcome === 'rate_limited' ? { outcome: 'ambiguous', code } : found;
}

async function queryRefund(call: WechatPayCaller, leg: LegRequest): Promise<ChannelAnswer> {
  const path = `${REFUNDS}/${encodeURIComponent(leg.idempotencyKey)}`;
  const answer = await call({ method: 'GET', path, signal: leg.signal });
  if (answer.kind === 'done') return toRefundAnswer(answer.body, leg);
  return answer.kind === 'refused' && answer.code === 'RESOURCE_NOT_EXISTS'
    ? { outcome: 'not_found', code: answer.code }
    : toOpenAnswer(answer);
}

/** An unpaid order is closed, so that it can't be paid any more; it has only the shop's number. */
async function closeOrder(options: WechatPayChannelOptions, leg: LegRequest): Promise<ChannelAnswer> {
  const { call, mchId } = options;
  const path = `${ORDERS}/out-trade-no/${encodeURIComponent(leg.sourceId)}/close`;
  const answer = await call({ method: 'POST', path, body: { mchid: mchId }, signal: leg.signal });
  if (answer.kind === 'done') return { outcome: 'succeeded', providerRef: leg.sourceId };
  if (answer.kind !== 'refused') return toOpenAnswer(answer);
  // Paid or closed meanwhile? The order itself says so, better than a code.
  const order = await queryOrder(options, leg);
  return ['succeeded', 'failed', 'mismatch'].includes(order.outcome)
    ? order
    : { outcome: 'ambiguous', code: answer.code };
}

async function queryOrder({ call, mchId }: WechatPayChannelOptions, leg: LegRequest): Promise<ChannelAnswer> {
  const path = `${ORDERS}/out-trade-no/${encodeURIComponent(leg.sourceId)}`;
  const answer = await call({ method: 'GET', path, params: { mchid: mchId }, signal: leg.signal });
  return answer.kind === 'done' ? toVoidAnswer(answer.body, leg) : toOpenAnswer(answer);
}
