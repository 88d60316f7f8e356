import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ClaimedMail, MailBook } from '../../../ports/mails';
import type { Database } from '../database';

/**
 * Takes what is due for as long as the lease is. What was being sent when its lease ended may
 * have been taken: nobody sends it again.
 */
export async function claimMails(
  db: Database,
  { now, leaseMs, limit }: Parameters<MailBook['claim']>[0],
): Promise<ClaimedMail[]> {
  const claim = randomUUID();
  await sql`
    update mails set state = 'UNKNOWN', error = 'SENDER_DIED', claim = null, sealed = null, done_at = ${now}
    where mail_id in (select mail_id from mails where state = 'SENDING' and next_attempt_at <= ${now} for update skip locked)`.execute(
    db,
  );
  const { rows } = await sql<{ mail_id: string }>`
    update mails set claim = ${claim}, next_attempt_at = ${new Date(now.getTime() + leaseMs)}
    where mail_id in (
      select mail_id from mails where state = 'PENDING' and next_attempt_at <= ${now}
      order by next_attempt_at, created_at limit ${limit} for update skip locked)
    returning mail_id`.execute(db);
  return rows.map(({ mail_id }) => ({ mailId: mail_id, claim }));
}

/** Notes that its first byte goes out now, until the lease ends; false where it is somebody else's by now. */
export async function beginMail(db: Database, { mailId, claim }: ClaimedMail, until: Date): Promise<boolean> {
  const begun = await db
    .updateTable('mails')
    .set({ state: 'SENDING', next_attempt_at: until })
    .where('mail_id', '=', mailId)
    .where('claim', '=', claim)
    .where('state', '=', 'PENDING')
    .returning('mail_id')
    .executeTakeFirst();
  return begun !== undefined;
}

/** Gives back what was not begun. */
export async function releaseMail(db: Database, { mailId, claim }: ClaimedMail, now: Date): Promise<void> {
  await db
    .updateTable('mails')
    .set({ claim: null, next_attempt_at: now })
    .where('mail_id', '=', mailId)
    .where('claim', '=', claim)
    .where('state', '=', 'PENDING')
    .execute();
}
