import { randomUUID } from 'node:crypto';
import type { Contacts, NewMerchantContact } from '../../../ports/contacts';
import { DataKeysMissing } from '../../../ports/payout-destinations';
import type { Locale } from '../../../domain/explain/wording';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import { hintOf, placeOfMerchant, plainEmail, sealJson, type MailVault } from './mail-vault';

type Ref = Parameters<Contacts['putOfMerchant']>[0];

/**
 * Stores a merchant's contacts in place of those before. One whose address was there already keeps
 * its id, and with it what it was told.
 */
export async function putMerchantContacts(
  db: Database,
  vault: MailVault | undefined,
  { ref, contacts }: { readonly ref: Ref; readonly contacts: readonly NewMerchantContact[] },
): Promise<void> {
  if (vault === undefined && contacts.length > 0) throw new DataKeysMissing();
  await inTransaction(db, async (tx) => {
    const { shopId, merchantId } = ref;
    // Two at once would both put theirs in place of what neither of them has seen.
    const merchant = await tx
      .selectFrom('merchants')
      .innerJoin('shops', 'shops.shop_id', 'merchants.shop_id')
      .select('shops.locale')
      .where('merchants.shop_id', '=', shopId)
      .where('merchant_id', '=', merchantId)
      .forUpdate('merchants')
      .executeTakeFirstOrThrow();
    const before = await tx
      .deleteFrom('merchant_contacts')
      .where('shop_id', '=', shopId)
      .where('merchant_id', '=', merchantId)
      .returning(['contact_id', 'email_hash'])
      .execute();
    if (vault === undefined || contacts.length === 0) return;
    const place = placeOfMerchant(ref);
    const idOf = (email: string) =>
      before.find(({ email_hash }) => vault.hash.matches(email_hash, email, place))?.contact_id ?? randomUUID();
    const rows = contacts.map((contact) => rowOf(contact, { ref, vault, idOf, locale: merchant.locale }));
    await tx.insertInto('merchant_contacts').values(rows).execute();
  });
}

interface RowParts {
  readonly ref: Ref;
  readonly vault: MailVault;
  readonly idOf: (plain: string) => string;
  readonly locale: Locale;
}

function rowOf({ email, name, locale, kinds = [] }: NewMerchantContact, { ref, vault, idOf, ...shop }: RowParts) {
  const place = placeOfMerchant(ref);
  const plain = plainEmail(email);
  return {
    ...{ shop_id: ref.shopId, merchant_id: ref.merchantId, contact_id: idOf(plain) },
    sealed: sealJson(vault, { email: email.trim(), ...(name === undefined ? {} : { name }) }, place),
    ...{ email_hash: vault.hash.of(plain, place), hint: hintOf(email) },
    ...{ locale: locale ?? shop.locale, kinds: [...kinds] },
  };
}
