import { randomBytes } from 'node:crypto';
import Stripe from 'stripe';
import type { LegRequest } from '../../../../src/ports/refund-channel';
import type { WebhookDelivery } from '../../../../src/ports/refund-webhooks';

export const SECRET = 'whsec_of_the_contract';

/** A refund as Stripe's API reference shows one, of this leg. */
export function refundOf(leg: LegRequest, over: object = {}): object {
  return {
    id: leg.providerRef ?? 're_1Nispe2eZvKYlo2Cd31jOCgZ',
    object: 'refund',
    amount: leg.amount,
    balance_transaction: 'txn_1Nispe2eZvKYlo2CYezqFhEx',
    charge: leg.sourceId.startsWith('pi_') ? 'ch_1NirD82eZvKYlo2CIvbtLWuY' : leg.sourceId,
    created: 1692942318,
    currency: leg.currency.toLowerCase(),
    destination_details: { card: { reference: '123456789012', type: 'refund' }, type: 'card' },
    metadata: { rescind_key: leg.idempotencyKey, rescind_leg: leg.legId, rescind_payment: leg.sourceId },
    payment_intent: leg.sourceId.startsWith('pi_') ? leg.sourceId : null,
    reason: null,
    receipt_number: null,
    status: 'succeeded',
    ...over,
  };
}

export interface EventOptions {
  readonly eventId?: string;
  readonly ageMs?: number;
  readonly account?: string;
  readonly secret?: string;
}

/** An event as Stripe sends it, signed by Stripe's own library. */
export function delivery(type: string, object: object, options: EventOptions = {}): WebhookDelivery {
  const created = Math.floor((Date.now() - (options.ageMs ?? 0)) / 1000);
  const payload = JSON.stringify({
    id: options.eventId ?? `evt_${randomBytes(12).toString('hex')}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created,
    ...(options.account !== undefined && { account: options.account }),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  });
  return signed(payload, { secret: options.secret ?? SECRET, timestamp: created });
}

/** Any text, signed. */
export function signed(
  payload: string,
  { secret = SECRET, timestamp = Math.floor(Date.now() / 1000) }: { secret?: string; timestamp?: number } = {},
): WebhookDelivery {
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return { source: 'stripe', headers: { 'stripe-signature': header }, body: Buffer.from(payload) };
}
