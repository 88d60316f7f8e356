import type { WebhookDoor } from '../refund-webhooks';
import type { PaypalClient } from './client';
import { eventSchema } from './webhook-event';
import { newsOf } from './webhook-news';
import { isSignedByPaypal } from './webhook-verification';

export interface PaypalDoorOptions {
  readonly call: PaypalClient;
  /** PayPal's id of the webhook that it sends to: a message for another one is not believed. */
  readonly webhookId: string;
  /** Now, ms since 1970. */
  readonly clock?: () => number;
}

/**
 * Where PayPal's messages come in. The verification is a call to PayPal; one that fails is thrown, never taken for a
 * forged message, so that PayPal sends the message again.
 */
export function createPaypalDoor({ call, webhookId, clock = Date.now }: PaypalDoorOptions): WebhookDoor {
  return {
    read: async (delivery) => {
      const parsed = parse(delivery.body);
      if (parsed === undefined) return { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' };
      if (!(await isSignedByPaypal(delivery, { call, webhookId, now: clock() }))) {
        return { outcome: 'refused', code: 'WEBHOOK_SIGNATURE_INVALID' };
      }
      const { data: event } = eventSchema.safeParse(parsed);
      return event === undefined ? { outcome: 'refused', code: 'WEBHOOK_UNREADABLE' } : newsOf(event);
    },
  };
}

/** One whole JSON object in UTF-8, since it goes back to PayPal inside another. */
function parse(body: Buffer): object | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
