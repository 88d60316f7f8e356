import type { KeptMail, KeptMails, MailReader, MailView, Recipient, WrittenMail } from '../../../ports/mails';
import type { CancellationRef } from '../../../ports/cancellation-book';
import type { Database } from '../database';
import type { MailRow } from '../tables/mail';
import { openJson, placeOfMail, type MailVault } from './mail-vault';

/** What became of the mails about a cancellation, newest first. */
export function createMailReader(db: Database): MailReader {
  return {
    listOf: async ({ shopId, cancellationId }: CancellationRef) => {
      const known = await db
        .selectFrom('cancellations')
        .select('cancellation_id')
        .where('shop_id', '=', shopId)
        .where('cancellation_id', '=', cancellationId)
        .executeTakeFirst();
      if (known === undefined) return undefined;
      const rows = await db
        .selectFrom('mails')
        .selectAll()
        .where('shop_id', '=', shopId)
        .where('cancellation_id', '=', cancellationId)
        .orderBy('created_at', 'desc')
        .orderBy('mail_id')
        .execute();
      return rows.map(viewOf);
    },
  };
}

function viewOf(row: MailRow): MailView {
  return {
    mailId: row.mail_id,
    kind: row.kind,
    ...(row.merchant_id === '' ? {} : { merchantId: row.merchant_id }),
    state: row.state,
    ...(row.error === null ? {} : { error: row.error }),
    createdAt: row.created_at.toISOString(),
    ...(row.done_at === null ? {} : { doneAt: row.done_at.toISOString() }),
  };
}

const SHOWN = 100;

/** Mails that were written and kept, whole. */
export function createKeptMails(db: Database, vault: MailVault | undefined): KeptMails {
  const kept = () => db.selectFrom('mails').selectAll().where('state', '=', 'KEPT').where('sealed', 'is not', null);
  const open = (row: MailRow): KeptMail[] => {
    const { mail_id: mailId, kind, sealed, done_at, created_at } = row;
    const mail = sealed === null ? undefined : openJson(vault, sealed, placeOfMail(mailId));
    return mail === undefined
      ? []
      : [{ mailId, kind, at: done_at ?? created_at, ...(mail as WrittenMail & { to: Recipient }) }];
  };
  return {
    list: async () => {
      const rows = await kept().orderBy('done_at', 'desc').orderBy('mail_id').limit(SHOWN).execute();
      return rows.flatMap(open);
    },
    read: async (mailId) => {
      const row = await kept().where('mail_id', '=', mailId).executeTakeFirst();
      return row === undefined ? undefined : open(row)[0];
    },
  };
}
