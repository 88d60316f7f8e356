import type { MailBook } from '../../../ports/mails';
import type { Database } from '../database';
import { beginMail, claimMails, releaseMail } from './claim-mails';
import type { MailVault } from './mail-vault';
import { pruneMails } from './prune-mails';
import { readLetter } from './read-letter';
import { recordMail } from './record-mail';
import { spreadMails } from './spread-mails';

/** What the mail dispatcher reads and writes, in PostgreSQL. Without a vault no contact can be read. */
export function createMailBook(db: Database, vault: MailVault | undefined): MailBook {
  return {
    spread: (now, limit) => spreadMails(db, now, limit),
    claim: (ask) => claimMails(db, ask),
    read: (mail, now) => readLetter(db, mail, { vault, now }),
    begin: (mail, until) => beginMail(db, mail, until),
    record: (mail, now, result) => recordMail(db, vault, { mail, now, result }),
    release: (mail, now) => releaseMail(db, mail, now),
    prune: (before) => pruneMails(db, before),
  };
}
