import { randomUUID } from 'node:crypto';
import type { Notifications } from '../../../ports/notifications';
import type { Database } from '../database';
import { placeOfMail, sealJson, type MailVault } from './mail-vault';

type Ask = Parameters<Notifications['sendGuestCode']>[0];

/** Queues a mail with a code to the order's own contact, if it has one. */
export async function queueGuestCode(
  db: Database,
  vault: MailVault,
  { shopId, orderId, code, locale, now }: Ask & { readonly now: Date },
): Promise<void> {
  const mailId = `ml_${randomUUID()}`;
  const contact = await db
    .selectFrom('order_contacts')
    .select('sealed')
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  if (contact === undefined || contact.sealed === null) return;
  await db
    .insertInto('mails')
    .values({
      ...{ mail_id: mailId, shop_id: shopId, order_id: orderId, cancellation_id: null, event_id: null },
      ...{ kind: 'GUEST_CODE', about: mailId, next_attempt_at: now, created_at: now },
      ...{ claim: null, error: null, done_at: null, sealed: sealJson(vault, { code, locale }, placeOfMail(mailId)) },
    })
    .execute();
}
