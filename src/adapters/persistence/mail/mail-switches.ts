import type { Contacts, MailSwitches } from '../../../ports/contacts';
import type { Database } from '../database';

type Ref = Parameters<Contacts['switchMails']>[0];

/** Sets who is mailed, by a shop or by one of its merchants; what is left out stays. */
export async function switchMails(
  db: Database,
  { shopId, merchantId }: Ref,
  { customer, merchant }: MailSwitches,
): Promise<Required<MailSwitches>> {
  const columns = ['mail_customer', 'mail_merchant'] as const;
  const row = await (
    merchantId === undefined
      ? db
          .updateTable('shops')
          .set((now) => ({
            mail_customer: customer ?? now.ref('mail_customer'),
            mail_merchant: merchant ?? now.ref('mail_merchant'),
          }))
          .where('shop_id', '=', shopId)
          .returning(columns)
      : db
          .updateTable('merchants')
          .set((now) => ({
            mail_customer: customer ?? now.ref('mail_customer'),
            mail_merchant: merchant ?? now.ref('mail_merchant'),
          }))
          .where('shop_id', '=', shopId)
          .where('merchant_id', '=', merchantId)
          .returning(columns)
  ).executeTakeFirstOrThrow();
  return { customer: row.mail_customer, merchant: row.mail_merchant };
}
