import type { Generated } from 'kysely';
import type { DestinationKind } from '../../../ports/payout-destinations';

export interface PayoutDestinationTable {
  shop_id: string;
  destination_id: string;
  order_id: string;
  kind: DestinationKind;
  sealed: Buffer | null;
  balance_id: string | null;
  hint: string;
  created_by: string;
  created_at: Generated<Date>;
  erased_at: Date | null;
}

export interface PayoutTables {
  payout_destinations: PayoutDestinationTable;
}
