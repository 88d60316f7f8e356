import type { Locale } from '../../../domain/explain/wording';
import type { OutboxTable } from '../tables/record';
import type { Selectable } from 'kysely';

/** Where the cancellation stands, in one sentence. */
export type Explanation = Readonly<Record<Locale, string>>;

type Told = Pick<Selectable<OutboxTable>, 'shop_id' | 'cancellation_id' | 'type' | 'body' | 'created_at'> & {
  readonly order_id: string;
};

/**
 * What of an event's details may leave the house: ids, codes, counts and amounts (minor
 * units). A new one is added here on purpose.
 */
const DETAILS = [
  ...['merchantId', 'unitId', 'lineId', 'shipmentId', 'legId', 'newLegId', 'tenderId', 'paymentId', 'benefitId'],
  ...[
    'approvalId',
    'offerId',
    'minutes',
    'restock',
    'providerRef',
    'initiator',
    'outcome',
    'door',
    'kind',
    'code',
    'step',
    'lever',
    'order',
    'until',
  ],
  ...['expectedBy', 'expiresAt', 'amount', 'currency', 'refund', 'quoted', 'fee', 'missing', 'missingCause', 'units'],
  ...['released', 'whole', 'debt', 'number', 'proof', 'shopCode', 'state', 'quantity'],
];

/** No blanks and no @: a sentence, a name or an e-mail address never fits. */
const CODE = /^[A-Za-z0-9_.:#+=/-]{1,128}$/;

/**
 * The message of an event, as Standard Webhooks recommends it: type, timestamp, data. A merchant's endpoint is
 * told the details only of what names this merchant.
 */
export function messageBody(told: Told, merchantId: string | null, explanation: Explanation | undefined): string {
  const { type, created_at, shop_id, cancellation_id, order_id } = told;
  const body = told.body as Readonly<Record<string, unknown>>;
  const mayHaveDetails = merchantId === null || body['merchantId'] === merchantId;
  return JSON.stringify({
    type,
    timestamp: created_at.toISOString(),
    data: {
      ...{ shopId: shop_id, orderId: order_id, cancellationId: cancellation_id },
      ...picked(body, ['event', 'from', 'to', 'reason']),
      ...(mayHaveDetails ? picked(body, DETAILS) : {}),
      ...(explanation === undefined ? {} : { explanation }),
    },
  });
}

function picked(body: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => mayLeave(body[name])).map((name) => [name, body[name]]));
}

function mayLeave(value: unknown): boolean {
  if (typeof value === 'string') return CODE.test(value);
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}
