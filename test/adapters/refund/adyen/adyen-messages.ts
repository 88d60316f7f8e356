import { createHmac } from 'node:crypto';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';
import { MERCHANT_ACCOUNT } from './fake-adyen';

export const HMAC_KEY = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';

/** An item before it is signed. */
export interface Item {
  readonly pspReference: string;
  readonly originalReference: string;
  readonly merchantAccountCode: string;
  readonly merchantReference: string;
  readonly amount: { readonly value: number; readonly currency: string };
  readonly eventCode: string;
  readonly success: string;
}

/** An item of a message, a refund's where nothing else is said. */
export function item(over: Partial<Item> = {}): Item {
  return {
    pspReference: 'REFUNDPSP1234567',
    originalReference: 'PAYMENTPSP123456',
    merchantAccountCode: MERCHANT_ACCOUNT,
    merchantReference: `rescind-${'0'.repeat(32)}`,
    amount: { value: 3_000, currency: 'EUR' },
    eventCode: 'REFUND',
    success: 'true',
    ...over,
  };
}

/** Signs as docs.adyen.com describes it, without Adyen's library, which is what checks it. */
export function signatureOf(one: Item, key = HMAC_KEY): string {
  const { value, currency } = one.amount;
  const fields = [one.pspReference, one.originalReference, one.merchantAccountCode, one.merchantReference];
  const signed = [...fields, value, currency, one.eventCode, one.success].join(':');
  return createHmac('sha256', Buffer.from(key, 'hex')).update(signed, 'utf8').digest('base64');
}

/** A message as Adyen sends it: signed items, and more in each that is not signed. */
export function message(items: readonly Item[], key = HMAC_KEY): WebhookDelivery {
  const notificationItems = items.map((one) => ({
    NotificationRequestItem: {
      ...one,
      eventDate: '2026-11-02T10:00:00+01:00',
      paymentMethod: 'visa',
      reason: 'Refund of Mr Miller',
      additionalData: { hmacSignature: signatureOf(one, key), 'modification.action': 'cancel' },
    },
  }));
  return unsignedMessage(notificationItems);
}

/** A message of these very items. */
export function unsignedMessage(notificationItems: readonly object[]): WebhookDelivery {
  const body = Buffer.from(JSON.stringify({ live: 'false', notificationItems }));
  return { source: 'adyen', headers: { 'content-type': 'application/json' }, body };
}
