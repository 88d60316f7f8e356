import { z } from 'zod';
import { signedAmount } from '../fields';

const unit = z
  .object({
    unitId: z.string(),
    lineId: z.string(),
    merchantId: z.string(),
    sku: z.string(),
    title: z.string().exactOptional().describe('What a person would call it, where the shop has said'),
    location: z.string(),
    state: z.enum(['ACTIVE', 'HELD', 'CANCELLED']),
    cancellable: z.boolean(),
    price: signedAmount.describe('After discount, minor units'),
    tax: signedAmount,
    shipping: signedAmount,
    giftBalanceId: z.string().exactOptional().describe('The balance behind a gift card that was bought'),
    giftLeft: signedAmount.exactOptional().describe('What is left on that card, minor units'),
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
          state: z.enum(['OPEN', 'CAPTURING', 'VOIDED', 'CAPTURED']),
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

const benefit = z
  .object({
    benefitId: z.string(),
    kind: z.enum(['COUPON', 'POINTS_SPENT', 'POINTS_EARNED', 'GIFT_COUPON']),
    amount: z.int().describe('Points; 1 for a coupon'),
    merchantId: z.string().exactOptional(),
    expiresAt: z.string().exactOptional(),
    remaining: z.int().exactOptional().describe('What the customer still has of what was earned'),
    moved: z.int().describe('Returned, kept, clawed back or turned to debt by cancellations so far'),
  })
  .meta({ id: 'OrderBenefit' });

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
    benefits: z.array(benefit).exactOptional(),
  })
  .meta({ id: 'Order' });

export type OrderView = z.infer<typeof orderView>;

export const putOrderAnswer = z
  .object({ outcome: z.enum(['created', 'updated', 'unchanged']), order: orderView })
  .meta({ id: 'PutOrderAnswer' });

export type PutOrderAnswer = z.infer<typeof putOrderAnswer>;
