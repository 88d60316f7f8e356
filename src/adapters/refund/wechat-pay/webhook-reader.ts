import { z } from 'zod';
import type { ChannelNews } from '../../../ports/refund-book';
import type { WebhookRefusal } from '../../../ports/refund-webhooks';
import type { WebhookReader } from '../refund-webhooks';
import { WECHAT_PAY_CAPABILITIES } from './capabilities';
import { answerOfStatus, refundStatus } from './refund-answer';
import { readMessage, type WebhookKeys, type WechatPayMessage } from './webhook-message';

const source = WECHAT_PAY_CAPABILITIES.channel;

/** What a refund's message carries; fen, and no currency. The account that the money went to is not read. */
const refundSchema = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string(),
  out_refund_no: z.string().min(1).max(64),
  refund_id: z.string().min(1).max(64),
  refund_status: refundStatus,
  success_time: z.iso.datetime({ offset: true }).optional(),
  amount: z.object({ total: z.int(), refund: z.int() }),
});

/** What a payment's message carries; fen. The payer is not read. */
const paymentSchema = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  transaction_id: z.string(),
  trade_state: z.literal('SUCCESS'),
  success_time: z.iso.datetime({ offset: true }),
  amount: z.object({ total: z.int(), currency: z.string() }),
});

/** The domestic interface knows no other, and a refund's message names none. */
const CURRENCY = 'CNY';

/** Refunds of ours bear the key of their leg. */
const OUR_KEY = /^rescind-[0-9a-f]{32}$/;

interface WechatPayDoorOptions extends WebhookKeys {
  readonly mchId: string;
}

/**
 * Reads WeChat Pay's messages: REFUND.* of ours are a leg's, REFUND.SUCCESS of others is money that was returned
 * elsewhere, TRANSACTION.SUCCESS is money that came in. Messages of another merchant account are refused, as if not
 * signed for us. A leg may name its payment by either number, so that none is handed on to be compared.
 */
export function wechatPayWebhookReader(options: WechatPayDoorOptions, clock: () => number = Date.now): WebhookReader {
  return (delivery) => {
    const message = readMessage(delivery, options, clock());
    if ('outcome' in message) return Promise.resolve(message);
    return Promise.resolve(newsOf(message, options.mchId));
  };
}

function newsOf(message: WechatPayMessage, mchId: string): readonly ChannelNews[] | WebhookRefusal {
  const isRefund = message.eventType.startsWith('REFUND.');
  if (!isRefund && message.eventType !== 'TRANSACTION.SUCCESS') return [];
  const read = isRefund ? refundSchema.safeParse(message.resource) : paymentSchema.safeParse(message.resource);
  if (!read.success) return { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' };
  if (read.data.mchid !== mchId) return { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };
  return 'refund_id' in read.data ? refundNews(message, read.data) : [paymentNews(message, read.data)];
}

function refundNews({ id, eventType }: WechatPayMessage, refund: z.infer<typeof refundSchema>): readonly ChannelNews[] {
  const { out_refund_no, refund_status, refund_id, transaction_id, out_trade_no, amount, success_time } = refund;
  const body = { event_type: eventType, ...refund };
  if (OUR_KEY.test(out_refund_no)) {
    const answer = answerOfStatus(refund_status, refund_id);
    return [
      {
        refund: {
          source,
          eventId: id,
          body,
          reference: out_refund_no,
          answer,
          amount: amount.refund,
          currency: CURRENCY,
        },
      },
    ];
  }
  if (refund_status !== 'SUCCESS' || success_time === undefined) return [];
  const payment = {
    sourceId: transaction_id,
    authorizationId: out_trade_no,
    amount: amount.refund,
    currency: CURRENCY,
  };
  return [
    { payment: { source, eventId: id, body, kind: 'EXTERNAL_REFUND', ...payment, happenedAt: new Date(success_time) } },
  ];
}

function paymentNews({ id, eventType }: WechatPayMessage, paid: z.infer<typeof paymentSchema>): ChannelNews {
  const { transaction_id, out_trade_no, amount, success_time } = paid;
  const payment = {
    sourceId: transaction_id,
    authorizationId: out_trade_no,
    amount: amount.total,
    currency: amount.currency,
  };
  const body = { event_type: eventType, ...paid };
  return { payment: { source, eventId: id, body, kind: 'CAPTURED', ...payment, happenedAt: new Date(success_time) } };
}
