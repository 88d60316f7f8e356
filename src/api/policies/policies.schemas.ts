import { z } from 'zod';
import { currency, id } from '../fields';
import { merchantParams, policyBody } from '../merchants/merchants.schemas';

export const policyParams = merchantParams;

export const policyQuery = z.strictObject({
  shop: id.describe('Whose merchant it is'),
  currency: currency.exactOptional().describe('In which amounts are told; left out: in minor units'),
});
export type PolicyQuery = z.infer<typeof policyQuery>;

export const publicPolicy = z
  .object({
    merchantId: z.string(),
    shopId: z.string(),
    version: z.int(),
    sentences: z.array(z.string()).describe('In plain words, in the language asked for'),
    policy: policyBody,
  })
  .meta({ id: 'PublicPolicy' });
export type PublicPolicy = z.infer<typeof publicPolicy>;
