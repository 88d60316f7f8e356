import { randomBytes, randomUUID } from 'node:crypto';
import type { LegRequest } from '../../../../src/ports/refund-channel';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';
import type { JavaOracles } from '../../../support/oracles/java-oracles';
import { API_V3_KEY, KEYS, MCH_ID, pemOf, PLATFORM_SERIAL } from './accounts';

interface MessageOptions {
  readonly eventId?: string;
  readonly ageMs?: number;
  readonly key?: keyof typeof KEYS;
  readonly serial?: string;
  readonly apiV3Key?: string;
}

/** A message of WeChat Pay's, encrypted and signed by the vendor's own Java client. */
export async function signedMessage(
  oracles: JavaOracles,
  { eventType, resource }: { readonly eventType: string; readonly resource: object },
  options: MessageOptions = {},
): Promise<WebhookDelivery> {
  const {
    eventId = randomUUID(),
    ageMs = 0,
    key = 'platform',
    serial = PLATFORM_SERIAL,
    apiV3Key = API_V3_KEY,
  } = options;
  const seal = { associatedData: 'refund', nonce: randomBytes(6).toString('hex') };
  const ciphertext = await oracles.ask<string>('wechat.encrypt', {
    key: apiV3Key,
    ...seal,
    plaintext: JSON.stringify(resource),
  });
  const body = JSON.stringify({
    id: eventId,
    create_time: '2026-11-22T10:05:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: eventType,
    summary: '退款成功',
    resource: {
      algorithm: 'AEAD_AES_256_GCM',
      original_type: 'refund',
      ciphertext,
      associated_data: seal.associatedData,
      nonce: seal.nonce,
    },
  });
  const timestamp = String(Math.floor((Date.now() - ageMs) / 1000));
  const nonce = randomBytes(16).toString('hex');
  const signature = await oracles.ask<string>('wechat.sign', {
    privateKey: pemOf(KEYS[key].privateKey),
    message: `${timestamp}\n${nonce}\n${body}\n`,
  });
  const headers = {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': serial,
    'wechatpay-signature': signature,
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  };
  return { source: 'wechat-pay', headers, body: Buffer.from(body) };
}

/** What a message of a refund's end carries. */
export function refundResource(leg: LegRequest, status: 'SUCCESS' | 'CLOSED' | 'ABNORMAL', over: object = {}) {
  const resource = {
    mchid: MCH_ID,
    out_trade_no: 'order_1',
    transaction_id: leg.sourceId,
    out_refund_no: leg.idempotencyKey,
    refund_id: leg.providerRef ?? '50300000000000000000000000001',
    refund_status: status,
    ...(status === 'SUCCESS' && { success_time: '2026-11-22T10:05:00+08:00' }),
    user_received_account: '招商银行信用卡0403',
    amount: { total: leg.sourceAmount, refund: leg.amount, payer_total: leg.sourceAmount, payer_refund: leg.amount },
    ...over,
  };
  return { eventType: `REFUND.${status}`, resource };
}
