import type { Generated, Selectable } from 'kysely';
import type { MailKind } from '../../../domain/mail';
import type { Locale } from '../../../domain/explain/wording';
import type { MailState } from '../../../ports/mails';

export interface OrderContactTable {
  shop_id: string;
  order_id: string;
  sealed: Buffer | null;
  email_hash: string | null;
  hint: string | null;
  locale: Locale;
  updated_at: Generated<Date>;
  erased_at: Date | null;
}

export interface MerchantContactTable {
  shop_id: string;
  merchant_id: string;
  contact_id: string;
  sealed: Buffer;
  email_hash: string;
  hint: string;
  locale: Locale;
  kinds: string[];
  updated_at: Generated<Date>;
}

export interface MailTable {
  mail_id: string;
  shop_id: string;
  order_id: string;
  cancellation_id: string | null;
  event_id: number | null;
  kind: MailKind;
  merchant_id: Generated<string>;
  recipient: Generated<string>;
  about: Generated<string>;
  state: Generated<MailState>;
  step: Generated<number>;
  next_attempt_at: Date;
  claim: string | null;
  error: string | null;
  sealed: Buffer | null;
  created_at: Date;
  done_at: Date | null;
}

export type MailRow = Selectable<MailTable>;

export interface MailTables {
  order_contacts: OrderContactTable;
  merchant_contacts: MerchantContactTable;
  mails: MailTable;
}
