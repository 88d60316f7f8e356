import { z } from 'zod';
import { CUSTOMER_MAILS, MERCHANT_MAILS } from '../../domain/mail';
import { cancellationId, orderId } from '../fields';

export const contactAnswer = z
  .object({
    contact: z
      .object({ hint: z.string().describe('First letters alone, such as `a…@e….com`'), locale: z.enum(['en', 'zh']) })
      .meta({ id: 'Contact' })
      .exactOptional()
      .describe('Left out: there is none, or none any more'),
  })
  .meta({ id: 'ContactAnswer' });
export type ContactAnswer = z.infer<typeof contactAnswer>;

const mail = z
  .object({
    mailId: z.string(),
    kind: z.enum([...CUSTOMER_MAILS, ...MERCHANT_MAILS, 'GUEST_CODE']),
    merchantId: z.string().exactOptional().describe('To a contact of this merchant; left out: to the customer'),
    state: z
      .enum(['PENDING', 'SENDING', 'SENT', 'KEPT', 'FAILED', 'SKIPPED', 'UNKNOWN'])
      .describe('UNKNOWN: it may have been taken and is not sent again'),
    error: z.string().exactOptional().describe('A short code'),
    createdAt: z.string(),
    doneAt: z.string().exactOptional(),
  })
  .meta({ id: 'Mail' });

export const mailList = z.object({ items: z.array(mail) }).meta({ id: 'Mails' });
export type MailList = z.infer<typeof mailList>;

export const mailSwitchesAnswer = z
  .object({ customer: z.boolean(), merchant: z.boolean() })
  .meta({ id: 'MailSwitches' });
export type MailSwitchesAnswer = z.infer<typeof mailSwitchesAnswer>;

export const orderOfContact = z.strictObject({ orderId });
export const cancellationOfMails = z.strictObject({ cancellationId });
