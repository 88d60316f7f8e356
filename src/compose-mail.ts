import { createMailDispatcher } from './adapters/notification/mail-dispatcher';
import { createMailLinks, type MailLinkParts } from './adapters/notification/mail-links';
import { createPostMail } from './adapters/notification/smtp';
import { writeMail } from './adapters/notification/write-mail';
import type { Database } from './adapters/persistence/database';
import { createContacts } from './adapters/persistence/mail/contacts';
import { createMailBook } from './adapters/persistence/mail/mail-book';
import type { MailVault } from './adapters/persistence/mail/mail-vault';
import { queueGuestCode } from './adapters/persistence/mail/queue-guest-code';
import { createKeptMails, createMailReader } from './adapters/persistence/mail/read-mails';
import { readDataKeys } from './adapters/secrets/data-keys';
import { createKeyedHash } from './adapters/secrets/keyed-hash';
import { createSealer } from './adapters/secrets/sealer';
import type { ApiParts } from './api/api-parts';
import { readMailSettings } from './config/mail-settings';
import type { Settings } from './config/settings';

type MailParts = Pick<ApiParts, 'contacts' | 'mails' | 'mailDispatcher' | 'guestMail' | 'keptMails'>;

interface MailSurroundings {
  readonly settings: Settings;
  readonly env: NodeJS.ProcessEnv;
  readonly links: Pick<MailLinkParts, 'orderLinks' | 'merchantLinks'>;
  readonly clock: () => Date;
}

/**
 * Contacts, and the e-mails to them. Without an SMTP server mails are kept and shown, on a machine for developing; in
 * production there are none then.
 * @throws {EnvironmentError} where the server's variables are wrong.
 */
export function composeMail(db: Database, { settings, env, links, clock }: MailSurroundings): MailParts {
  const mail = readMailSettings(env);
  const vault = vaultOf(env);
  const contacts = createContacts(db, vault);
  const parts = { contacts, mails: createMailReader(db) };
  // Without a key there is no contact either.
  if (vault === undefined || (mail === undefined && settings.production)) return parts;
  const linkOf = createMailLinks({ ...links, publicUrl: settings.publicUrl, clock });
  return {
    ...parts,
    mailDispatcher: createMailDispatcher({
      book: createMailBook(db, vault),
      write: async (letter) => writeMail(letter, await linkOf(letter)),
      ...(mail === undefined ? {} : { post: createPostMail(mail) }),
      clock,
    }),
    guestMail: {
      isOfOrder: (ref, email) => contacts.isOfOrder(ref, email),
      sendGuestCode: (ask) => queueGuestCode(db, vault, { ...ask, now: clock() }),
    },
    ...(mail === undefined ? { keptMails: createKeptMails(db, vault) } : {}),
  };
}

function vaultOf(env: NodeJS.ProcessEnv): MailVault | undefined {
  const read = readDataKeys(env);
  if (read.outcome !== 'read') return undefined;
  return { sealer: createSealer(read.keys), hash: createKeyedHash(read.keys) };
}
