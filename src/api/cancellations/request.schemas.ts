import { z } from 'zod';
import { REASON_CODES } from '../../domain/reasons';
import { lineId, signedAmount } from '../fields';

const INITIATORS = ['CUSTOMER', 'MERCHANT', 'PLATFORM', 'SYSTEM'] as const;

const selection = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('ORDER') }),
    z.strictObject({
      kind: z.literal('LINES'),
      lines: z
        .array(z.strictObject({ lineId, quantity: z.int().min(1).max(10_000) }))
        .min(1)
        .max(500),
    }),
  ])
  .meta({ id: 'Selection' });

const asked = {
  reason: z.enum(REASON_CODES).describe('Which reasons may be given depends on who asks'),
  selection: selection.default({ kind: 'ORDER' }).describe('Left out: all that is left of the order'),
  initiator: z.enum(INITIATORS).default('CUSTOMER').describe('In whose name it is asked'),
};

export const requestBody = z
  .strictObject({
    ...asked,
    quoteToken: z
      .string()
      .min(1)
      .max(2_000)
      .exactOptional()
      .describe('Of a quote: the request is refused where it would return anything else'),
  })
  .meta({ id: 'CancellationRequest' });
export type RequestBody = z.infer<typeof requestBody>;

export const quoteBody = z.strictObject(asked).meta({ id: 'QuoteRequest' });
export type QuoteBody = z.infer<typeof quoteBody>;

const benefitMovement = z
  .object({
    benefitId: z.string(),
    kind: z.enum(['COUPON', 'POINTS_SPENT', 'POINTS_EARNED', 'GIFT_COUPON']),
    movement: z.enum(['RETURNED', 'KEPT', 'CLAWED_BACK', 'DEBT']),
    amount: z.int().describe('Points; 1 for a coupon'),
    expiresAt: z.string().exactOptional().describe('Until when a returned one is good'),
  })
  .meta({ id: 'BenefitMovement' });

export const quote = z
  .object({
    currency: z.string(),
    whole: z.boolean().describe('Does it leave nothing of the order?'),
    units: z.array(
      z
        .object({
          unitId: z.string(),
          lineId: z.string(),
          merchantId: z.string(),
          goods: signedAmount.describe('Goods and tax, minor units'),
          shipping: signedAmount,
        })
        .meta({ id: 'QuotedUnit' }),
    ),
    goods: signedAmount,
    shipping: signedAmount,
    adjustment: signedAmount,
    fee: signedAmount.describe('What is kept'),
    giftSpent: signedAmount.exactOptional().describe('Of the fee: spent of bought gift cards'),
    refund: signedAmount.describe('What comes back, minor units'),
    tenders: z.array(
      z
        .object({
          tenderId: z.string(),
          channel: z.string(),
          kind: z.enum(['refund', 'void', 'payout']),
          amount: signedAmount,
          arrivalDays: z.array(z.int()).length(2).describe('Days until the customer has it: soonest and latest'),
          inBusinessDays: z.literal(true).exactOptional().describe('These are Monday to Friday'),
        })
        .meta({ id: 'QuotedTender' }),
    ),
    benefits: z.array(benefitMovement).exactOptional().describe('What becomes of coupons and points'),
  })
  .meta({ id: 'Quote' });

export const quoteAnswer = z
  .object({
    outcome: z.literal('allowed'),
    quote,
    approval: z
      .array(z.object({ merchantId: z.string(), by: z.enum(['MERCHANT', 'RULE']) }).meta({ id: 'QuotedApproval' }))
      .describe('Who would decide each merchant’s part'),
    quoteToken: z.string().describe('Binds a request to this quote, until `expiresAt`'),
    expiresAt: z.string().describe('ISO 8601, a quarter of an hour from now'),
    statutory: z.literal(true).exactOptional().describe('A right to withdraw: no approval, no offer, no fee'),
  })
  .meta({ id: 'QuoteAnswer' });
export type QuoteAnswer = z.infer<typeof quoteAnswer>;
