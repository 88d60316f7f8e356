import type { Generated } from 'kysely';
import type { BalanceKind, BalanceState } from '../../../ports/wallet-book';

export interface BalanceTable {
  shop_id: string;
  balance_id: string;
  kind: BalanceKind;
  currency: string;
  amount: Generated<number>;
  held: Generated<number>;
  held_by: string | null;
  state: Generated<BalanceState>;
  created_at: Generated<Date>;
}

export interface BalanceEntryTable {
  entry_id: Generated<number>;
  shop_id: string;
  balance_id: string;
  amount: number;
  cause: 'ISSUE' | 'SPEND' | 'REFUND' | 'PAYOUT' | 'CANCEL';
  cause_id: string;
  order_id: string | null;
  posted_at: Generated<Date>;
}

export interface WalletTables {
  balances: BalanceTable;
  balance_entries: BalanceEntryTable;
}
