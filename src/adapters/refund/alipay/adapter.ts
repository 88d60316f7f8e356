import type { ChannelCapabilities } from '../../../domain/channel';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { LegRequest, RefundChannel } from '../../../ports/refund-channel';
import { toOpenAnswer } from '../open-answer';
import { toYuan } from './amount';
import type { AlipayCaller } from './caller';
import { QUERY_DELAY_MS } from './capabilities';
import { namesOf, toQueryAnswer, toSubmitAnswer } from './refund-answer';
import { toRefusalAnswer } from './refusal';
import { toPaymentReading, toVoidAnswer } from './trade-answer';

/** Alipay as a refund channel. A call throws AdapterFault where our application, keys or rights are refused. */
export function createAlipayChannel(call: AlipayCaller, capabilities: ChannelCapabilities): RefundChannel {
  return {
    capabilities,
    submit: (leg) => (leg.kind === 'void' ? closeTrade(call, leg) : sendRefund(call, leg)),
    query: (leg) => (leg.kind === 'void' ? queryTrade(call, leg) : queryRefund(call, leg)),
    readPayment: async ({ sourceId, signal }) => {
      const answer = await call({ method: 'alipay.trade.query', content: namesOf(sourceId), signal });
      if (answer.kind === 'done') return toPaymentReading(answer.body);
      return { state: 'unknown', code: 'code' in answer ? answer.code : 'RATE_LIMITED' };
    },
  };
}

async function sendRefund(call: AlipayCaller, leg: LegRequest): Promise<ChannelAnswer> {
  if (leg.kind !== 'refund' || leg.currency !== 'CNY') return { outcome: 'failed', code: 'NOT_SUPPORTED' };
  const content = {
    ...namesOf(leg.sourceId),
    out_request_no: leg.idempotencyKey,
    refund_amount: toYuan(leg.amount),
  };
  const answer = await call({ method: 'alipay.trade.refund', content, signal: leg.signal });
  if (answer.kind === 'done') return toSubmitAnswer(answer.body, leg) ?? confirm(call, leg);
  if (answer.kind !== 'refused') return toOpenAnswer(answer);
  return toRefusalAnswer(answer.code) ?? proveRefusal(answer.code, await queryRefund(call, leg));
}

/** Accepted, but nothing moved by this call. Not found yet is no proof: Alipay wants ten seconds. */
async function confirm(call: AlipayCaller, leg: LegRequest): Promise<ChannelAnswer> {
  const found = await queryRefund(call, leg);
  if (found.outcome === 'succeeded' || found.outcome === 'mismatch') return found;
  return { outcome: 'ambiguous', code: 'NO_FUND_CHANGE', retryAfterMs: QUERY_DELAY_MS };
}

/** Refused, and the number is not known in this trade: nothing moved. Where it is known, its refund is the answer. */
function proveRefusal(code: string, found: ChannelAnswer): ChannelAnswer {
  if (found.outcome === 'not_found') return { outcome: 'failed', code };
  return found.outcome === 'succeeded' || found.outcome === 'mismatch' ? found : { outcome: 'ambiguous', code };
}

async function queryRefund(call: AlipayCaller, leg: LegRequest): Promise<ChannelAnswer> {
  const content = { ...namesOf(leg.sourceId), out_request_no: leg.idempotencyKey };
  const answer = await call({ method: 'alipay.trade.fastpay.refund.query', content, signal: leg.signal });
  if (answer.kind === 'done') return toQueryAnswer(answer.body, leg);
  return answer.kind === 'refused' && answer.code === 'ACQ.TRADE_NOT_EXIST'
    ? { outcome: 'not_found', code: answer.code }
    : toOpenAnswer(answer);
}

async function closeTrade(call: AlipayCaller, leg: LegRequest): Promise<ChannelAnswer> {
  const answer = await call({ method: 'alipay.trade.close', content: namesOf(leg.sourceId), signal: leg.signal });
  if (answer.kind === 'not_sent' || answer.kind === 'rate_limited' || answer.kind === 'unclear')
    return toOpenAnswer(answer);
  // Closed, or paid meanwhile? The trade itself says so, better than a code.
  const trade = await queryTrade(call, leg);
  if (['succeeded', 'failed', 'mismatch'].includes(trade.outcome)) return trade;
  return { outcome: 'ambiguous', code: answer.kind === 'refused' ? answer.code : 'NOT_CONFIRMED' };
}

async function queryTrade(call: AlipayCaller, leg: LegRequest): Promise<ChannelAnswer> {
  const answer = await call({ method: 'alipay.trade.query', content: namesOf(leg.sourceId), signal: leg.signal });
  return answer.kind === 'done' ? toVoidAnswer(answer.body, leg) : toOpenAnswer(answer);
}
