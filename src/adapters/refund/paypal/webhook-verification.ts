import { z } from 'zod';
import type { WebhookDelivery } from '../../../ports/refund-webhooks';
import { PAYPAL_CAPABILITIES } from './capabilities';
import type { PaypalClient } from './client';

const signatureSchema = z.object({
  'paypal-auth-algo': z.string().regex(/^[A-Za-z0-9]{1,100}$/),
  'paypal-cert-url': z.string().max(500).refine(isPaypalCertificate),
  'paypal-transmission-id': z.string().regex(/^[\w-]{1,50}$/),
  'paypal-transmission-sig': z.string().regex(/^[A-Za-z0-9+/=]{1,500}$/),
  'paypal-transmission-time': z.iso.datetime({ offset: true }).max(64),
});

const verdictSchema = z.object({ verification_status: z.enum(['SUCCESS', 'FAILURE']) });

/**
 * Is this the address of a certificate of PayPal's? Only https on the usual port, without user or password, at a host
 * under paypal.com: a certificate from anywhere else would let its owner sign.
 */
export function isPaypalCertificate(address: string): boolean {
  // By rule, not by a URL parser, which repairs backslashes, tabs and odd forms of a host.
  return /^https:\/\/(?:[a-z0-9-]+\.)+paypal\.com\/[\w./-]+$/.test(address);
}

/**
 * Asks PayPal whether it signed this message for our webhook: the body goes back byte for byte. False for a message
 * that names no certificate of PayPal's, is too old or too new, or that PayPal says it did not sign.
 * @throws Error when PayPal can't be asked or does not say, so that it sends the message again
 */
export async function isSignedByPaypal(
  { headers, body }: WebhookDelivery,
  { call, webhookId, now }: { readonly call: PaypalClient; readonly webhookId: string; readonly now: number },
): Promise<boolean> {
  const { data: signature } = signatureSchema.safeParse(headers);
  if (signature === undefined) return false;
  const toleranceMs = PAYPAL_CAPABILITIES.webhook?.toleranceMs ?? 0;
  const sentAt = Date.parse(signature['paypal-transmission-time']);
  if (!(Math.abs(now - sentAt) <= toleranceMs)) return false;
  const fields = {
    auth_algo: signature['paypal-auth-algo'],
    cert_url: signature['paypal-cert-url'],
    transmission_id: signature['paypal-transmission-id'],
    transmission_sig: signature['paypal-transmission-sig'],
    transmission_time: signature['paypal-transmission-time'],
    webhook_id: webhookId,
  };
  const json = `${JSON.stringify(fields).slice(0, -1)},"webhook_event":${body.toString('utf8')}}`;
  const reply = await call({ method: 'POST', path: '/v1/notifications/verify-webhook-signature', json });
  const verdict = reply.kind === 'reply' && reply.status === 200 ? verdictSchema.safeParse(reply.body).data : undefined;
  if (verdict === undefined) {
    const why = reply.kind === 'reply' ? `status ${reply.status}` : reply.code;
    throw new Error(`PayPal could not be asked whether it signed a message: ${why}`);
  }
  return verdict.verification_status === 'SUCCESS';
}
