import { createSign, createVerify, generateKeyPairSync, randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';

interface Sent {
  readonly transmission_id: string;
  readonly transmission_time: string;
  readonly transmission_sig: string;
  readonly webhook_id: string;
}

export interface SignOptions {
  readonly ageMs?: number;
  /** The webhook that it is sent to, where it is another than ours. */
  readonly webhookId?: string;
  readonly certificate?: string;
}

const makeKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/**
 * Signs as PayPal says that it does: RSA and SHA-256 over `transmission id | time | webhook id | CRC-32 of the body`.
 * What comes back to be verified counts byte for byte.
 */
export class FakePaypalSigner {
  private made: ReturnType<typeof makeKeys> | undefined;

  constructor(private readonly webhookId: string) {}

  private get keys() {
    return (this.made ??= makeKeys());
  }

  sign(event: object, { ageMs = 0, webhookId = this.webhookId, certificate }: SignOptions = {}): WebhookDelivery {
    const body = Buffer.from(JSON.stringify(event, null, 1));
    const id = randomUUID();
    const time = new Date(Date.now() - ageMs).toISOString();
    const signed = `${id}|${time}|${webhookId}|${crc32(body)}`;
    return {
      source: 'paypal',
      body,
      headers: {
        'content-type': 'application/json',
        'paypal-auth-algo': 'SHA256withRSA',
        'paypal-cert-url':
          certificate ?? 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-1d93a270',
        'paypal-transmission-id': id,
        'paypal-transmission-time': time,
        'paypal-transmission-sig': createSign('RSA-SHA256').update(signed).sign(this.keys.privateKey, 'base64'),
      },
    };
  }

  /** Reads a request to verify-webhook-signature. */
  verify(request: string): boolean {
    const sent = JSON.parse(request) as Sent;
    if (sent.webhook_id !== this.webhookId) return false;
    const body = request.slice(request.indexOf('"webhook_event":') + '"webhook_event":'.length, -1);
    const signed = `${sent.transmission_id}|${sent.transmission_time}|${sent.webhook_id}|${crc32(body)}`;
    return createVerify('RSA-SHA256').update(signed).verify(this.keys.publicKey, sent.transmission_sig, 'base64');
  }
}
