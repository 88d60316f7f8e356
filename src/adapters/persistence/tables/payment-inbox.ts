import type { Generated, JSONColumnType, Selectable } from 'kysely';
import type { PaymentNews } from '../../../ports/refund-book';

export interface PaymentInboxTable {
  source: string;
  event_id: string;
  body: JSONColumnType<object>;
  kind: PaymentNews['kind'];
  source_id: string;
  authorization_id: string | null;
  amount: number;
  currency: string;
  happened_at: Date;
  reference: string | null;
  voided: Generated<boolean>;
  received_at: Generated<Date>;
  applied_at: Date | null;
  shop_id: string | null;
  order_id: string | null;
}

export interface PaymentInboxTables {
  payment_inbox: PaymentInboxTable;
}

export type PaymentInboxRow = Selectable<PaymentInboxTable>;
