import { z } from 'zod';
import { contactInput } from '../mail/contact-fields';
import { amount, balanceId, currency, id, instant, lineId, orderId, positiveAmount, unitId } from '../fields';

const line = z
  .strictObject({
    lineId,
    merchantId: id,
    sku: id,
    location: id.default('main').describe('Where its stock is'),
    quantity: z.int().min(1).max(10_000),
    unitPrice: amount.describe('Price of one unit before discount, minor units'),
    discount: amount.default(0).describe('On the whole line, minor units'),
    tax: amount.default(0).describe('On the whole line, not already in the price, minor units'),
    shipping: amount.default(0).describe('Charged for this line, minor units'),
    giftBalanceId: balanceId
      .exactOptional()
      .describe('A gift card that is bought: the balance behind it. Such a line has quantity 1'),
    title: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .exactOptional()
      .describe('What a person would call it; customers and merchants read it'),
    cancellable: z.boolean().default(true).describe('False for what can never be cancelled, such as made-to-measure'),
  })
  .meta({ id: 'OrderLineInput' });

const capture = z
  .strictObject({ captureId: id.describe('The provider’s id of the payment'), amount, capturedAt: instant })
  .meta({ id: 'CaptureInput' });

const authorization = z
  .strictObject({
    authorizationId: id,
    amount,
    state: z.enum(['OPEN', 'CAPTURING', 'VOIDED', 'CAPTURED']).default('OPEN'),
  })
  .meta({ id: 'AuthorizationInput' });

const tender = z
  .strictObject({
    tenderId: id,
    kind: z.enum(['CARD', 'WALLET', 'BANK_TRANSFER', 'GIFT_CARD', 'STORE_CREDIT', 'UNDEFINED']),
    channel: id.describe('Through which the money goes back'),
    currency: currency.exactOptional().describe('Left out: the order’s; another one is refused'),
    sequence: z.int().min(1).max(1_000).exactOptional().describe('The order in which they paid; left out: as listed'),
    captures: z.array(capture).max(50).default([]),
    authorizations: z.array(authorization).max(50).default([]),
  })
  .meta({ id: 'TenderInput' });

const shipment = z
  .strictObject({
    shipmentId: id,
    carrier: id,
    trackingRef: id,
    state: z.enum(['LABELED', 'IN_TRANSIT', 'DELIVERED', 'STOPPED', 'RETURNED']),
    unitIds: z.array(unitId).min(1).max(1_000),
  })
  .meta({ id: 'ShipmentInput' });

const paymentEvent = z
  .strictObject({
    eventId: id,
    captureId: id,
    kind: z.enum(['EXTERNAL_REFUND', 'DISPUTE_OPENED', 'DISPUTE_WON', 'DISPUTE_LOST']),
    amount: positiveAmount,
    happenedAt: instant,
  })
  .meta({ id: 'PaymentEventInput' });

const benefit = z
  .strictObject({
    benefitId: z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/, 'Letters, digits and _ . : -, 64 at most'),
    kind: z
      .enum(['COUPON', 'POINTS_SPENT', 'POINTS_EARNED', 'GIFT_COUPON'])
      .describe('Used on the order, or given for it'),
    amount: positiveAmount.default(1).describe('Points; 1 for a coupon'),
    merchantId: id.exactOptional().describe('Whose it is; left out: the shop’s, of the whole order'),
    expiresAt: instant.exactOptional(),
    remaining: amount
      .exactOptional()
      .describe('Of what was earned: how many the customer still has; left out: unknown'),
  })
  .meta({ id: 'BenefitInput' });

/** The whole order as the shop knows it. The last check is of what belongs together. */
export const putOrderBody = z
  .strictObject({
    version: z.int().min(1).describe('The shop’s own version of the order; it only goes up'),
    currency,
    placedAt: instant,
    accountBlocked: z.boolean().default(false).describe('The customer may not cancel at present'),
    lines: z.array(line).max(500).describe('None where only payments are known: then it is cancellable only whole'),
    shippingFee: amount.default(0).describe('For the whole order, minor units'),
    tenders: z.array(tender).max(20),
    shipments: z.array(shipment).max(100).default([]),
    paymentEvents: z.array(paymentEvent).max(200).default([]),
    benefits: z.array(benefit).max(100).default([]).describe('Coupons and points; frozen with the units'),
    contact: contactInput
      .exactOptional()
      .describe('Who is told by e-mail; left out: as it was. No part of the content: it may change at any time'),
  })
  .superRefine((order, context) => {
    const unique = (ids: readonly string[], path: (string | number)[]) => {
      const twice = ids.find((one, index) => ids.indexOf(one) !== index);
      if (twice !== undefined) context.addIssue({ code: 'custom', path, message: `${twice} is there twice` });
    };
    const captures = order.tenders.flatMap((one) => one.captures.map(({ captureId }) => captureId));
    unique(
      order.lines.map((one) => one.lineId),
      ['lines'],
    );
    unique(
      order.lines.flatMap(({ giftBalanceId }) => giftBalanceId ?? []),
      ['lines', 'giftBalanceId'],
    );
    unique(
      order.tenders.map(({ tenderId }) => tenderId),
      ['tenders'],
    );
    unique(captures, ['tenders', 'captures']);
    unique(
      order.tenders.flatMap((one) => one.authorizations.map(({ authorizationId }) => authorizationId)),
      ['tenders', 'authorizations'],
    );
    unique(
      order.shipments.map(({ shipmentId }) => shipmentId),
      ['shipments'],
    );
    unique(
      order.shipments.flatMap(({ unitIds }) => unitIds),
      ['shipments', 'unitIds'],
    );
    unique(
      order.paymentEvents.map(({ eventId }) => eventId),
      ['paymentEvents'],
    );
    unique(
      order.benefits.map(({ benefitId }) => benefitId),
      ['benefits'],
    );
    for (const [index, { merchantId, kind, remaining }] of order.benefits.entries()) {
      if (merchantId !== undefined && order.lines.every((one) => one.merchantId !== merchantId))
        context.addIssue({
          code: 'custom',
          path: ['benefits', index, 'merchantId'],
          message: 'No line is this merchant’s',
        });
      if (remaining !== undefined && (kind === 'COUPON' || kind === 'POINTS_SPENT'))
        context.addIssue({
          code: 'custom',
          path: ['benefits', index, 'remaining'],
          message: 'Only of what was earned',
        });
    }
    for (const [index, { captureId }] of order.paymentEvents.entries()) {
      if (captures.includes(captureId)) continue;
      context.addIssue({
        code: 'custom',
        path: ['paymentEvents', index, 'captureId'],
        message: 'No tender has this capture',
      });
    }
    if (order.lines.reduce((units, { quantity }) => units + quantity, 0) > 10_000) {
      context.addIssue({ code: 'custom', path: ['lines'], message: 'More than 10,000 units' });
    }
  })
  .meta({ id: 'PutOrderRequest' });

export type PutOrderBody = z.infer<typeof putOrderBody>;

export const orderParams = z.strictObject({ orderId });
