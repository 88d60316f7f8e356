import { randomUUID } from 'node:crypto';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';
import type { JavaOracles } from '../../../support/oracles/java-oracles';
import { APP_ID, bareKey, KEYS, SELLER_ID } from './accounts';

export const TRADE_NO = '2026112222001404000000000001';

/** Alipay writes Beijing's time. */
export function beijingTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** What Alipay sends to a payment's own address when it was paid. */
export function paidParams(): Record<string, string> {
  return {
    notify_id: randomUUID(),
    notify_type: 'trade_status_sync',
    notify_time: beijingTime(Date.now()),
    charset: 'utf-8',
    version: '1.0',
    app_id: APP_ID,
    auth_app_id: APP_ID,
    seller_id: SELLER_ID,
    trade_no: TRADE_NO,
    out_trade_no: 'order_1',
    trade_status: 'TRADE_SUCCESS',
    total_amount: '100.00',
    gmt_payment: '2026-11-22 10:00:00',
    subject: '一本书 100% + 墨水&笔=',
    buyer_logon_id: '138****8888',
  };
}

/** The same after a refund; `refund_fee` is all that was returned so far. */
export function refundedParams(reference: string): Record<string, string> {
  return { ...paidParams(), out_biz_no: reference, refund_fee: '50.00', gmt_refund: '2026-11-22 10:05:00.123' };
}

/** The form as Alipay posts it, and as the shop forwards it, signed by the vendor's own Java client. */
export async function signedNotification(
  oracles: JavaOracles,
  params: Record<string, string>,
  key: keyof typeof KEYS = 'alipay',
): Promise<WebhookDelivery> {
  const privateKey = bareKey(KEYS[key].privateKey);
  const all = { ...params, sign_type: params['sign_type'] ?? 'RSA2' };
  const sign = await oracles.ask<string>('alipay.signNotification', { params: all, privateKey });
  return deliveryOf({ ...all, sign });
}

export function deliveryOf(params: Record<string, string>): WebhookDelivery {
  return { source: 'alipay', headers: {}, body: Buffer.from(new URLSearchParams(params).toString()) };
}
