import { createMailDispatcher } from '../../../src/adapters/notification/mail-dispatcher';
import { createMailLinks } from '../../../src/adapters/notification/mail-links';
import { createPostMail, type PostMail } from '../../../src/adapters/notification/smtp';
import { writeMail } from '../../../src/adapters/notification/write-mail';
import { createMerchantLinks } from '../../../src/adapters/access/merchant-links';
import { createOrderLinks } from '../../../src/adapters/access/order-links';
import { ensureMerchants } from '../../../src/adapters/persistence/orders/ensure-merchants';
import { createContacts } from '../../../src/adapters/persistence/mail/contacts';
import { createMailBook } from '../../../src/adapters/persistence/mail/mail-book';
import { queueGuestCode } from '../../../src/adapters/persistence/mail/queue-guest-code';
import { createKeyedHash } from '../../../src/adapters/secrets/keyed-hash';
import { createSealer } from '../../../src/adapters/secrets/sealer';
import type { CancellationState } from '../../../src/domain/cancellation';
import type { MailState } from '../../../src/ports/mails';
import type { NewContact, NewMerchantContact } from '../../../src/ports/contacts';
import { openBookshop, SHOP } from '../persistence/steps/bookshop';
import { startMailServer, type Answers } from './mail-server';

export const DATA_KEYS = { current: 'k', keys: new Map([['k', Buffer.alloc(32, 7)]]) };
const LINK_KEYS = { current: 'l', keys: new Map([['l', Buffer.alloc(32, 9)]]) };
export const CUSTOMER_EMAIL = 'ada.lovelace@customers.example.com';
export const MERCHANT_EMAIL = 'orders@merchant.example.org';
const PUBLIC_URL = 'https://rescind.example.com';

/** A bookshop with contacts, a clock that is set by hand, and a mail server. */
export async function openMailDesk(answers: Answers = {}) {
  const shop = await openBookshop();
  const { db } = shop;
  const server = await startMailServer(answers);
  // Events get the time of the database.
  let now = new Date();
  const clock = () => now;
  const vault = { sealer: createSealer(DATA_KEYS), hash: createKeyedHash(DATA_KEYS) };
  const book = createMailBook(db, vault);
  const contacts = createContacts(db, vault);
  const signed = { keys: LINK_KEYS, clock };
  const linkOf = createMailLinks({
    ...{ orderLinks: createOrderLinks(db, signed), merchantLinks: createMerchantLinks(db, signed) },
    ...{ publicUrl: PUBLIC_URL, clock },
  });
  const smtp = createPostMail({
    server: server.server,
    from: { email: 'no-reply@shop.example.com', name: 'The shop' },
  });
  const openDispatcher = (post: PostMail = smtp) =>
    createMailDispatcher({ book, write: async (letter) => writeMail(letter, await linkOf(letter)), post, clock });
  const own = openDispatcher();
  return {
    ...{ shop, db, server, book, contacts, vault, openDispatcher, smtp, now: clock },
    pass: (ms: number) => void (now = new Date(now.getTime() + ms)),
    order: async (orderId: string, contact?: Partial<NewContact>) => {
      await shop.putOrder({ orderId });
      await contacts.putOfOrder({ shopId: SHOP, orderId }, { email: CUSTOMER_EMAIL, ...contact });
    },
    /** Makes a merchant, where it is not there yet, with these contacts. */
    merchant: async (merchantId: string, ...list: Partial<NewMerchantContact>[]) => {
      await ensureMerchants(db, SHOP, [merchantId]);
      await contacts.putOfMerchant(
        { shopId: SHOP, merchantId },
        list.map((contact) => ({ email: MERCHANT_EMAIL, ...contact })),
      );
    },
    /** As if it had come to this: the row, and an event that says so. */
    move: async (
      cancellationId: string,
      { from, to, ...more }: { from: CancellationState; to: CancellationState } & Record<string, unknown>,
    ) => {
      const stuck = to === 'NEEDS_HUMAN' ? { stuck_cause: 'STEP_FAILED' as const, stuck_since: now } : {};
      await db
        .updateTable('cancellations')
        .set({ state: to, stuck_cause: null, stuck_since: null, ...stuck })
        .where('cancellation_id', '=', cancellationId)
        .execute();
      await db
        .insertInto('outbox')
        .values({
          ...{
            shop_id: SHOP,
            cancellation_id: cancellationId,
            type: `cancellation.${to.toLowerCase()}`,
            sent_at: null,
          },
          body: JSON.stringify({ cancellationId, event: to, from, to, ...more }),
        })
        .execute();
    },
    guestCode: (orderId: string, locale: 'en' | 'zh' = 'en') =>
      queueGuestCode(db, vault, { shopId: SHOP, orderId, code: '314159', locale, now }),
    /** Sends what is due now, to the end. */
    send: async () => {
      while ((await own.turn()) > 0) await own.idle();
      await own.idle();
    },
    states: async (): Promise<[string, MailState, string | null][]> => {
      const rows = await db.selectFrom('mails').select(['kind', 'state', 'error']).orderBy('kind').execute();
      return rows.map(({ kind, state, error }) => [kind, state, error]);
    },
    close: async () => {
      await server.close();
      await shop.close();
    },
  };
}

export type MailDesk = Awaited<ReturnType<typeof openMailDesk>>;
