import { z } from 'zod';
import { signedAmount } from '../fields';

const unit = z
  .object({
    unitId: z.string(),
    lineId: z.string(),
    merchantId: z.string(),
    sku: z.string(),
    location: z.string(),
    state: z.enum(['ACTIVE', 'HELD', 'CANCELLED']),
    cancellable: z.boolean(),
    price: signedAmount.describe('After discount, minor units'),
    tax: signedAmount,
    shipping: signedAmount,
  })
  .meta({ id: 'OrderUnit' });

const tender = z
  .object({
    tenderId: z.string(),
    kind: z.enum(['CARD', 'WALLET', 'BANK_TRANSFER', 'GIFT_CARD', 'STORE_CREDIT', 'UNDEFINED']),
    channel: z.string(),
    currency: z.string(),
    sequence: z.int(),
    captures: z.array(
      z
        .object({
          captureId: z.string(),
          amount: signedAmount,
          committed: signedAmount.describe('Held by refunds, minor units'),
          external: signedAmount.describe('Refunded outside Rescind, minor units'),
          disputed: signedAmount.describe('In open or lost disputes, minor units'),
          capturedAt: z.string(),
        })
        .meta({ id: 'Capture' }),
    ),
    authorizations: z.array(
      z
        .object({
          authorizationId: z.string(),
          amount: signedAmount,
          state: z.enum(['OPEN', 'VOIDED', 'CAPTURED']),
        })
        .meta({ id: 'Authorization' }),
    ),
  })
  .meta({ id: 'Tender' });

const shipment = z
  .object({
    shipmentId: z.string(),
    carrier: z.string(),
    trackingRef: z.string(),
    state: z.enum(['LABELED', 'IN_TRANSIT', 'DELIVERED', 'STOPPED', 'RETURNED']),
    unitIds: z.array(z.string()),
  })
  .meta({ id: 'Shipment' });

/** Never "cancelled" alone. */
const orderReading = z
  .object({
    state: z.enum(['OPEN', 'CANCELLING', 'PARTIALLY_CANCELLED', 'CANCELLED']),
    refund: z.enum(['NONE', 'IN_PROGRESS', 'COMPLETED', 'NEEDS_ATTENTION']).describe('Where its refunds stand'),
    text: z.string().describe('Both in one sentence, in the language asked for'),
  })
  .meta({ id: 'OrderReading' });

export const orderView = z
  .object({
    orderId: z.string(),
    version: z.int(),
    currency: z.string(),
    placedAt: z.string(),
    accountBlocked: z.boolean(),
    reading: orderReading,
    adjustment: signedAmount.describe('Payments minus units; comes back when the whole order is cancelled'),
    units: z.array(unit),
    tenders: z.array(tender),
    shipments: z.array(shipment),
  })
  .meta({ id: 'Order' });

export type OrderView = z.infer<typeof orderView>;

export const putOrderAnswer = z
  .object({ outcome: z.enum(['created', 'updated', 'unchanged']), order: orderView })
  .meta({ id: 'PutOrderAnswer' });

export type PutOrderAnswer = z.infer<typeof putOrderAnswer>;
