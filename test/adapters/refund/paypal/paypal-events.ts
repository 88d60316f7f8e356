import { randomUUID } from 'node:crypto';

const HREF = 'https://api.sandbox.paypal.com/v2/payments';

interface RefundTold {
  readonly id?: string;
  readonly type?: string;
  readonly status: string;
  readonly refundId: string;
  readonly captureId: string;
  readonly value: string;
  readonly currency: string;
  readonly customId?: string;
}

/** An event of PayPal's, with what its events have and we don't read. */
export function paypalEvent(event_type: string, resource: object, id = `WH-${randomUUID()}`): object {
  return {
    id,
    event_version: '1.0',
    create_time: '2026-11-02T10:00:00.000Z',
    resource_type: 'refund',
    resource_version: '2.0',
    event_type,
    summary: 'What happened, in words: café',
    resource,
    links: [
      { href: `https://api.sandbox.paypal.com/v1/notifications/webhooks-events/${id}`, rel: 'self', method: 'GET' },
    ],
  };
}

/** An event about a refund, by default of the type that goes with its status. */
export function refundEvent({ id, type, status, refundId, captureId, value, currency, customId }: RefundTold): object {
  const named = status === 'COMPLETED' ? 'PAYMENT.CAPTURE.REFUNDED' : `PAYMENT.REFUND.${status}`;
  const resource = {
    id: refundId,
    status,
    amount: { currency_code: currency, value },
    ...(customId !== undefined && { custom_id: customId }),
    payer: { email_address: 'buyer@example.com' },
    create_time: '2026-11-02T03:00:00-07:00',
    links: [
      { href: `${HREF}/refunds/${refundId}`, rel: 'self', method: 'GET' },
      { href: `${HREF}/captures/${captureId}`, rel: 'up', method: 'GET' },
    ],
  };
  return paypalEvent(type ?? named, resource, id);
}
