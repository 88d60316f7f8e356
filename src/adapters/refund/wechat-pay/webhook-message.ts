import { verify, type KeyObject } from 'node:crypto';
import { Aes } from 'wechatpay-axios-plugin';
import { z } from 'zod';
import type { WebhookDelivery, WebhookRefusal } from '../../../ports/refund-webhooks';
import { TOLERANCE_MS } from './capabilities';

const envelopeSchema = z.object({
  id: z.string().min(1).max(128),
  event_type: z.string().max(64),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    // The tag alone is 16 bytes; a shorter text would be verified by less than a whole tag.
    ciphertext: z.base64().refine((text) => Buffer.from(text, 'base64').length > 16),
    nonce: z.string().min(1).max(16),
    associated_data: z.string().default(''),
  }),
});

/** What a message carries, opened. */
export interface WechatPayMessage {
  readonly id: string;
  readonly eventType: string;
  readonly resource: unknown;
}

export interface WebhookKeys {
  readonly platformKeys: ReadonlyMap<string, KeyObject>;
  readonly apiV3Key: Buffer;
}

/**
 * Believes a delivery only if WeChat Pay signed these very bytes, with a key that we know by its serial, no more than
 * 300 s before or after `now` (ms), and if what it carries opens with our key. Its probes, `WECHATPAY/SIGNTEST/…`, are
 * no signature: they are refused, as it wants.
 */
export function readMessage(
  delivery: WebhookDelivery,
  keys: WebhookKeys,
  now: number,
): WechatPayMessage | WebhookRefusal {
  if (!isSigned(delivery, keys, now)) return { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };
  const envelope = envelopeSchema.safeParse(parse(() => delivery.body.toString('utf8')));
  if (!envelope.success) return UNREADABLE;
  const { id, event_type, resource } = envelope.data;
  const { ciphertext, nonce, associated_data } = resource;
  const opened = parse(() => Aes.AesGcm.decrypt(ciphertext, keys.apiV3Key, nonce, associated_data));
  return opened === undefined ? UNREADABLE : { id, eventType: event_type, resource: opened };
}

const UNREADABLE: WebhookRefusal = { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' };

function isSigned({ headers, body }: WebhookDelivery, { platformKeys }: WebhookKeys, now: number): boolean {
  const { 'wechatpay-timestamp': timestamp = '', 'wechatpay-nonce': nonce = '' } = headers;
  const { 'wechatpay-serial': serial = '', 'wechatpay-signature': signature = '' } = headers;
  const key = platformKeys.get(serial);
  if (key === undefined) return false;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) > TOLERANCE_MS) return false;
  const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')]);
  return verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64'));
}

function parse(read: () => string): unknown {
  try {
    return JSON.parse(read());
  } catch {
    return undefined;
  }
}
