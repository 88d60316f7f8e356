import { z } from 'zod';
import { OFFER_KINDS, OFFER_STATES } from '../../domain/offer';
import { cancellationId, currency, id, positiveAmount, remark } from '../fields';

const signal = z
  .enum(['sent', 'pending'])
  .describe('pending: what was recorded stands, and its workflow will hear of it later');

interface TermsAsked {
  readonly kind: (typeof OFFER_KINDS)[number];
  readonly amount?: number;
  readonly currency?: string;
}

/** An amount without its currency says nothing, and a partial refund is of some amount. */
function isComplete({ kind, amount, currency: of }: TermsAsked): boolean {
  if ((amount === undefined) !== (of === undefined)) return false;
  return kind !== 'PARTIAL_REFUND' || amount !== undefined;
}

const terms = z
  .strictObject({
    kind: z.enum(OFFER_KINDS),
    amount: positiveAmount.exactOptional(),
    currency: currency.exactOptional(),
  })
  .refine(isComplete, 'An amount needs its currency, and a partial refund needs both')
  .meta({ id: 'OfferTermsInput' });

export const offerBody = z
  .strictObject({
    merchantId: id.exactOptional().describe('Whose part; a merchant’s own key need not say it'),
    terms,
    note: remark.exactOptional().describe('To the customer; kept in the database alone'),
  })
  .meta({ id: 'OfferRequest' });
export type OfferBody = z.infer<typeof offerBody>;

const offer = z
  .object({
    offerId: z.string(),
    merchantId: z.string(),
    terms: z
      .object({ kind: z.enum(OFFER_KINDS), amount: z.int().exactOptional(), currency: z.string().exactOptional() })
      .meta({ id: 'OfferTerms' }),
    note: z.string().exactOptional().describe('From the merchant to the customer'),
    deadline: z.string().describe('Until when the customer may answer, ISO 8601'),
    state: z.enum(OFFER_STATES),
  })
  .meta({ id: 'Offer' });

/** What a cancellation's view says of offers. */
export const offerAspect = {
  offer: offer.exactOptional().describe('The merchant’s counter-offer'),
  mayAnswerOffer: z.boolean().describe('It stands, and the customer may accept or decline it'),
};

/** What a part's view says of its clock. */
export const extendableAspect = {
  extendable: z
    .object({ minutes: z.int() })
    .exactOptional()
    .describe('The merchant itself may put off its deadline by so much at most, once'),
};

export const offerAnswer = z.object({ outcome: z.literal('offered'), offer, signal }).meta({ id: 'OfferMade' });
export type OfferAnswer = z.infer<typeof offerAnswer>;

export const answerParams = z.strictObject({
  cancellationId,
  offerId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'Not an offer’s id'),
});
export type AnswerParams = z.infer<typeof answerParams>;

export const answerBody = z
  .strictObject({
    answer: z.enum(['ACCEPTED', 'DECLINED']).describe('ACCEPTED takes the request back: the order goes ahead'),
  })
  .meta({ id: 'OfferAnswerRequest' });
export type AnswerBody = z.infer<typeof answerBody>;

export const answerAnswer = z
  .object({ outcome: z.literal('recorded'), answer: z.enum(['ACCEPTED', 'DECLINED']), signal })
  .meta({ id: 'OfferAnswerRecorded' });
export type AnswerAnswer = z.infer<typeof answerAnswer>;

export const extensionBody = z
  .strictObject({
    merchantId: id.exactOptional().describe('Whose deadline; a merchant’s own key need not say it'),
    minutes: z.int().min(1).max(10_080).describe('Of business time, where the deadline is counted in it'),
  })
  .meta({ id: 'ExtensionRequest' });
export type ExtensionBody = z.infer<typeof extensionBody>;

export const extensionAnswer = z
  .object({ outcome: z.literal('extended'), deadline: z.string(), signal })
  .meta({ id: 'DeadlineExtended' });
export type ExtensionAnswer = z.infer<typeof extensionAnswer>;
