import { z } from 'zod';
import { LINK_PURPOSES } from '../../ports/order-links';
import { cancellationId, id, orderId } from '../fields';

const purpose = z.enum(LINK_PURPOSES).describe('MANAGE: quote, request, withdraw and read. FOLLOW: read');
const role = z.literal('customer').describe('As whom its holder acts');

export const linkBody = z
  .strictObject({
    role: role.default('customer'),
    purpose: purpose.default('MANAGE'),
    expiresInDays: z.int().min(1).max(180).default(30).describe('Days'),
  })
  .meta({ id: 'OrderLinkRequest' });
export type LinkBody = z.infer<typeof linkBody>;

export const linkView = z
  .object({
    linkId: z.string(),
    orderId: z.string(),
    role,
    purpose,
    expiresAt: z.string(),
    token: z.string().describe('What the link carries: for the order’s own customer alone'),
    url: z.string().describe('To send: the token is behind the #, so that no server and no log sees it'),
  })
  .meta({ id: 'OrderLink' });
export type LinkView = z.infer<typeof linkView>;

export const merchantLinkBody = z.strictObject({ merchantId: id }).meta({ id: 'MerchantLinkRequest' });
export type MerchantLinkBody = z.infer<typeof merchantLinkBody>;

export const merchantLinkView = z
  .object({
    linkId: z.string(),
    cancellationId: z.string(),
    merchantId: z.string(),
    expiresAt: z.string().describe('A day after the deadline of the merchant’s part; where that is moved, so is this'),
    token: z.string().describe('What the link carries: for this merchant alone'),
    url: z.string().describe('To send: the token is behind the #, so that no server and no log sees it'),
  })
  .meta({ id: 'MerchantLink' });
export type MerchantLinkView = z.infer<typeof merchantLinkView>;

export const exchangeBody = z.strictObject({ token: z.string().min(1).max(2_000) }).meta({ id: 'LinkExchange' });
export type ExchangeBody = z.infer<typeof exchangeBody>;

export const exchangeAnswer = z
  .object({
    token: z.string().describe('A bearer token for this order'),
    expiresAt: z.string().describe('Exchange the link again after this'),
    orderId: z.string(),
    role,
    purpose,
  })
  .meta({ id: 'LinkExchanged' });
export type ExchangeAnswer = z.infer<typeof exchangeAnswer>;

export const orderOfLinks = z.strictObject({ orderId });
export const linkParams = z.strictObject({ orderId, linkId: z.string().regex(/^ln_[0-9a-f]{24}$/, 'Not a link’s id') });
export type LinkParams = z.infer<typeof linkParams>;

export const cancellationOfLinks = z.strictObject({ cancellationId });
export const merchantLinkParams = z.strictObject({
  cancellationId,
  merchantLinkId: z.string().regex(/^lm_[0-9a-f]{24}$/, 'Not a link’s id'),
});
export type MerchantLinkParams = z.infer<typeof merchantLinkParams>;
