import type { AlipaySdk } from 'alipay-sdk';
import type { ChannelNews } from '../../../ports/refund-book';
import type { WebhookReader } from '../refund-webhooks';
import { toFen } from './amount';
import type { AlipayCaller } from './caller';
import { readNotification, type AlipayNotification } from './notification';
import { readRefund, refundIdOf } from './refund-answer';

const source = 'alipay';

/** Refunds of ours bear the key of their leg. */
const OUR_KEY = /^rescind-[0-9a-f]{32}$/;

interface AlipayDoorOptions {
  readonly sdk: Pick<AlipaySdk, 'checkNotifySignV2'>;
  /** Asks how much a refund was that is not ours: the message has only the sum of all. */
  readonly call: AlipayCaller;
  readonly appId: string;
  readonly sellerId?: string;
}

/**
 * Reads what the shop forwards of the messages that Alipay sends to the payment's own address. A refund of ours is told
 * by `out_biz_no` and `gmt_refund`; its amount is not in the message, and a leg may name its payment by either number,
 * so that neither is handed on to be compared. Any other refund was made elsewhere. Throws Error where that one can't
 * be asked for now: the message is then to be sent again.
 */
export function alipayWebhookReader(options: AlipayDoorOptions, clock: () => number = Date.now): WebhookReader {
  return async (delivery) => {
    const message = readNotification(delivery, { ...options, now: clock() });
    if ('outcome' in message) return message;
    if (message.notify_type !== 'trade_status_sync') return [];
    if (message.gmt_refund === undefined) return paymentNews(message);
    if (message.out_biz_no === undefined) return [];
    return OUR_KEY.test(message.out_biz_no)
      ? [refundNews(message, message.out_biz_no)]
      : externalRefund(options, message);
  };
}

function refundNews(message: AlipayNotification, reference: string): ChannelNews {
  const answer = { outcome: 'succeeded', providerRef: refundIdOf(message.trade_no, reference) } as const;
  return { refund: { source, eventId: message.notify_id, body: message, reference, answer } };
}

function paymentNews(message: AlipayNotification): readonly ChannelNews[] {
  const amount = toFen(message.total_amount);
  const paid = message.trade_status === 'TRADE_SUCCESS' || message.trade_status === 'TRADE_FINISHED';
  if (!paid || amount === undefined) return [];
  const happenedAt = message.gmt_payment ?? message.notify_time;
  return [{ payment: { ...paymentOf(message), kind: 'CAPTURED', amount, happenedAt } }];
}

async function externalRefund(
  { call }: AlipayDoorOptions,
  message: AlipayNotification,
): Promise<readonly ChannelNews[]> {
  const content = { trade_no: message.trade_no, out_request_no: message.out_biz_no ?? '' };
  const answer = await call({ method: 'alipay.trade.fastpay.refund.query', content });
  const refund = answer.kind === 'done' ? readRefund(answer.body) : 'UNREADABLE';
  if (refund === 'NOT_FOUND') return [];
  if (refund === 'UNREADABLE') throw new Error(`Alipay did not say how much was refunded of a trade: ${answer.kind}`);
  const happenedAt = message.gmt_refund ?? message.notify_time;
  return [{ payment: { ...paymentOf(message), kind: 'EXTERNAL_REFUND', amount: refund.amount, happenedAt } }];
}

function paymentOf(message: AlipayNotification) {
  const { notify_id, trade_no, out_trade_no } = message;
  return {
    source,
    eventId: notify_id,
    body: message,
    sourceId: trade_no,
    authorizationId: out_trade_no,
    currency: 'CNY',
  };
}
