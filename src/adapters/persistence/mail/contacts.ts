import { sql } from 'kysely';
import type { Contacts } from '../../../ports/contacts';
import { DataKeysMissing } from '../../../ports/payout-destinations';
import type { OrderRef } from '../../../ports/order-book';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import { hintOf, placeOfOrder, plainEmail, sealJson, type MailVault } from './mail-vault';
import { putMerchantContacts } from './merchant-contacts';
import { switchMails } from './mail-switches';

/** Whom to write to, in PostgreSQL. Without a vault nothing is stored. */
export function createContacts(db: Database, vault: MailVault | undefined): Contacts {
  return {
    canStore: vault !== undefined,
    putOfOrder: (ref, contact) => putOfOrder(db, vault, { ref, contact }),
    viewOfOrder: async (ref) => {
      const row = await rowOf(db, ref);
      return row === undefined || row.hint === null ? undefined : { hint: row.hint, locale: row.locale };
    },
    eraseOfOrder: (ref) => eraseOfOrder(db, ref),
    isOfOrder: async (ref, email) => {
      const hash = (await rowOf(db, ref))?.email_hash ?? undefined;
      return hash !== undefined && vault?.hash.matches(hash, plainEmail(email), placeOfOrder(ref)) === true;
    },
    putOfMerchant: (ref, contacts) => putMerchantContacts(db, vault, { ref, contacts }),
    switchMails: (ref, switches) => switchMails(db, ref, switches),
  };
}

type Put = Parameters<Contacts['putOfOrder']>;

async function putOfOrder(
  db: Database,
  vault: MailVault | undefined,
  { ref, contact }: { readonly ref: Put[0]; readonly contact: Put[1] },
): Promise<void> {
  if (vault === undefined) throw new DataKeysMissing();
  const { email, name, locale } = contact;
  const place = placeOfOrder(ref);
  const sealed = sealJson(vault, { email: email.trim(), ...(name === undefined ? {} : { name }) }, place);
  const email_hash = vault.hash.of(plainEmail(email), place);
  const ofShop = db.selectFrom('shops').select('locale').where('shop_id', '=', ref.shopId);
  const columns = { sealed, email_hash, hint: hintOf(email), erased_at: null, updated_at: new Date() };
  await db
    .insertInto('order_contacts')
    .values({
      ...{ shop_id: ref.shopId, order_id: ref.orderId, ...columns },
      locale: locale ?? sql`(${ofShop})`,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'order_id'])
        .doUpdateSet((make) => ({ ...columns, locale: make.ref('excluded.locale') })),
    )
    .execute();
}

async function eraseOfOrder(db: Database, { shopId, orderId }: OrderRef): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const erased = await tx
      .updateTable('order_contacts')
      .set({ sealed: null, email_hash: null, hint: null, erased_at: new Date() })
      .where('shop_id', '=', shopId)
      .where('order_id', '=', orderId)
      .where('erased_at', 'is', null)
      .returning('order_id')
      .executeTakeFirst();
    await tx
      .updateTable('mails')
      .set({ sealed: null })
      .where('shop_id', '=', shopId)
      .where('order_id', '=', orderId)
      .where('merchant_id', '=', '')
      .where('sealed', 'is not', null)
      .execute();
    return erased !== undefined;
  });
}

function rowOf(db: Database, { shopId, orderId }: OrderRef) {
  return db
    .selectFrom('order_contacts')
    .select(['hint', 'locale', 'email_hash'])
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
}
