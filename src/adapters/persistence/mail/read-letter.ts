import type { Locale } from '../../../domain/explain/wording';
import { isOutdated } from '../../../domain/mail-outdated';
import { GUEST_CODE_MS } from '../../../domain/mail-schedule';
import { merchantsView } from '../../../domain/merchants-view';
import type { ClaimedMail, Letter, ReadLetter } from '../../../ports/mails';
import type { Database } from '../database';
import { readView } from '../read-view';
import type { MailRow } from '../tables/mail';
import { readItems, readPlanned } from './read-items';
import { openJson, openRecipient, placeOfMail, placeOfMerchant, placeOfOrder, type MailVault } from './mail-vault';

interface Reading {
  readonly vault: MailVault | undefined;
  readonly now: Date;
}

type Addressed = Pick<Letter, 'to' | 'locale'>;

/** All that a mail is written from, as things stand now; or why there is nothing to write. */
export async function readLetter(db: Database, { mailId }: ClaimedMail, { vault, now }: Reading): Promise<ReadLetter> {
  const row = await db.selectFrom('mails').selectAll().where('mail_id', '=', mailId).executeTakeFirst();
  const contact = row === undefined ? undefined : await contactOf(db, row);
  if (row === undefined || contact === undefined) return { outcome: 'skip', code: 'NO_CONTACT' };
  const to = openRecipient(vault, contact.sealed, contact.place);
  if (to === undefined) return { outcome: 'skip', code: 'CONTACT_UNREADABLE' };
  return row.cancellation_id === null
    ? codeLetter(row, { to, locale: contact.locale }, { vault, now })
    : cancellationLetter(db, row, { to, locale: contact.locale });
}

interface SealedContact {
  readonly sealed: Buffer;
  readonly locale: Locale;
  readonly place: readonly string[];
}

async function contactOf(
  db: Database,
  { shop_id, order_id, merchant_id, recipient }: MailRow,
): Promise<SealedContact | undefined> {
  if (merchant_id === '') {
    const row = await db
      .selectFrom('order_contacts')
      .select(['sealed', 'locale'])
      .where('shop_id', '=', shop_id)
      .where('order_id', '=', order_id)
      .executeTakeFirst();
    const place = placeOfOrder({ shopId: shop_id, orderId: order_id });
    return row === undefined || row.sealed === null ? undefined : { sealed: row.sealed, locale: row.locale, place };
  }
  const row = await db
    .selectFrom('merchant_contacts')
    .select(['sealed', 'locale'])
    .where('shop_id', '=', shop_id)
    .where('merchant_id', '=', merchant_id)
    .where('contact_id', '=', recipient)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { ...row, place: placeOfMerchant({ shopId: shop_id, merchantId: merchant_id }) };
}

interface SealedCode {
  readonly code: string;
  readonly locale: Locale;
}

function codeLetter(row: MailRow, { to }: Addressed, { vault, now }: Reading): ReadLetter {
  const isLapsed = now.getTime() - row.created_at.getTime() >= GUEST_CODE_MS;
  if (isLapsed || row.sealed === null) return { outcome: 'skip', code: 'OUTDATED' };
  const asked = openJson(vault, row.sealed, placeOfMail(row.mail_id)) as SealedCode | undefined;
  if (asked === undefined) return { outcome: 'skip', code: 'CONTACT_UNREADABLE' };
  return { outcome: 'read', letter: { ...aboutOf(row), to, ...asked } };
}

async function cancellationLetter(db: Database, row: MailRow, addressed: Addressed): Promise<ReadLetter> {
  const { shop_id: shopId, cancellation_id, merchant_id: merchantId } = row;
  const whole = await readView(db, { shopId, cancellationId: cancellation_id ?? '' });
  if (whole === undefined) return { outcome: 'skip', code: 'OUTDATED' };
  const about = { ...aboutOf(row), ...addressed };
  if (merchantId === '') {
    if (isOutdated(row.kind, whole)) return { outcome: 'skip', code: 'OUTDATED' };
    const { items } = await readItems(db, row);
    const planned = await readPlanned(db, row);
    return { outcome: 'read', letter: { ...about, view: whole, items, planned } };
  }
  const part = await db
    .selectFrom('cancellation_parts')
    .select('on_timeout')
    .where('shop_id', '=', shopId)
    .where('cancellation_id', '=', whole.cancellationId)
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  const view = merchantsView(whole, { merchantId, ...(part === undefined ? {} : { onTimeout: part.on_timeout }) });
  if (isOutdated(row.kind, view)) return { outcome: 'skip', code: 'OUTDATED' };
  const { items, amount } = await readItems(db, row);
  // Where others have parts too, what comes back in all is not this one's to know.
  const own = whole.parts.length > 1 ? { ...view, refund: amount, fee: 0, giftSpent: 0 } : view;
  return { outcome: 'read', letter: { ...about, merchantId, view: own, items } };
}

function aboutOf({ kind, shop_id, order_id }: MailRow): Pick<Letter, 'kind' | 'shopId' | 'orderId'> {
  return { kind, shopId: shop_id, orderId: order_id };
}
