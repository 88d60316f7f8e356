import type { Generated, JSONColumnType, Selectable } from 'kysely';
import type { LateNews } from '../../../domain/leg-state';
import type { LegKind, LegState } from '../../../domain/refund-leg';

export interface RefundLegTable {
  shop_id: string;
  leg_id: string;
  cancellation_id: string;
  order_id: string;
  tender_id: string;
  kind: LegKind;
  channel: string;
  capture_id: string | null;
  authorization_id: string | null;
  amount: number;
  currency: string;
  state: Generated<LegState>;
  idempotency_key: string;
  provider_ref: string | null;
  code: string | null;
  manual_reference: string | null;
  replaced_by: string | null;
  late_news: LateNews | null;
  purpose: Generated<'CANCELLATION' | 'REPAIR'>;
  destination_id: string | null;
  late_since: Date | null;
  submitted_at: Date | null;
  final_at: Date | null;
  /** When a provider's file first listed it. */
  reported_at: Generated<Date | null>;
  expected_by: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface RefundAttemptTable {
  shop_id: string;
  leg_id: string;
  attempt: number;
  kind: 'SUBMIT' | 'QUERY' | 'WEBHOOK';
  request: JSONColumnType<object>;
  outcome: string | null;
  code: string | null;
  started_at: Generated<Date>;
  answered_at: Date | null;
}

export type LedgerAccount =
  | 'payable_to_customer'
  | 'refunds_in_transit'
  | 'paid_back'
  | 'sales_reversed'
  | 'paid_back_by_hand'
  | 'returned_to_us'
  | 'money_after_cancellation'
  | 'written_off';

export interface LedgerEntryTable {
  entry_id: Generated<number>;
  shop_id: string;
  transaction_id: string;
  account: LedgerAccount;
  currency: string;
  amount: number;
  order_id: string;
  cancellation_id: string;
  leg_id: string | null;
  /** 'customer', 'channel:<name>', 'merchant:<id>', 'bank'. */
  party: Generated<string>;
  posted_at: Generated<Date>;
}

export interface MoneyTables {
  refund_legs: RefundLegTable;
  refund_attempts: RefundAttemptTable;
  ledger_entries: LedgerEntryTable;
}

export type RefundLegRow = Selectable<RefundLegTable>;
