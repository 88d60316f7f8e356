import type { Generated } from 'kysely';

/** Money that came back, or came in too late: one repair each. */
export interface RepairTable {
  shop_id: string;
  subject: string;
  kind: 'RETURNED' | 'LATE_MONEY';
  cancellation_id: string;
  amount: number;
  opened_at: Generated<Date>;
  done_at: Date | null;
}

export interface RepairTables {
  repairs: RepairTable;
}
