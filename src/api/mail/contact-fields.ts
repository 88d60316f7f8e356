import { z } from 'zod';
import { MERCHANT_MAILS } from '../../domain/mail';

/** RFC 5321 §4.5.3.1.1: before the @. */
const LONGEST_LOCAL_PART = 64;

const fields = {
  email: z
    .email('Not an e-mail address')
    .max(254)
    .refine((address) => address.lastIndexOf('@') <= LONGEST_LOCAL_PART, 'Not an e-mail address')
    .describe('Stored sealed, never shown again'),
  locale: z.enum(['en', 'zh']).exactOptional().describe('In which language; left out: the shop’s'),
  name: z
    .string()
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u, '1 to 100 characters on one line')
    .exactOptional()
    .describe('How to greet; stored sealed, never shown again'),
};

/** Whom to write to of an order. */
export const contactInput = z.strictObject(fields).meta({ id: 'ContactInput' });

/** Whom to write to of a merchant's. */
export const merchantContactInput = z
  .strictObject({
    ...fields,
    kinds: z
      .array(z.enum(MERCHANT_MAILS))
      .min(1)
      .max(MERCHANT_MAILS.length)
      .exactOptional()
      .describe('Which mails; left out: all'),
  })
  .meta({ id: 'MerchantContactInput' });

export const mailSwitches = z
  .strictObject({
    customer: z.boolean().exactOptional().describe('Left out: as it was; at first true'),
    merchant: z.boolean().exactOptional().describe('Left out: as it was; at first true'),
  })
  .meta({ id: 'MailSwitchesInput' });

/** Is nobody there twice? */
export function areDifferent(contacts: readonly { readonly email: string }[]): boolean {
  return new Set(contacts.map(({ email }) => email.toLowerCase())).size === contacts.length;
}
