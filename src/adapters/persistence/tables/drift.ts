import type { Generated, JSONColumnType } from 'kysely';
import type { Role } from '../../../domain/cancellation';
import type { DriftKind } from '../../../ports/drift-book';
import type { ProviderRefund } from '../../../ports/refund-channel';

export interface DriftCaseTable {
  case_id: Generated<number>;
  shop_id: string;
  channel: string;
  kind: DriftKind;
  subject: string;
  leg_id: string | null;
  cancellation_id: string | null;
  ours: JSONColumnType<Record<string, unknown>>;
  theirs: JSONColumnType<Record<string, unknown>>;
  happened_at: Date | null;
  opened_at: Generated<Date>;
  seen_at: Generated<Date>;
  closed_at: Date | null;
  /** Found by a provider's file. */
  by_report: Generated<boolean>;
  resolved_at: Date | null;
  resolved_by: string | null;
  resolved_role: Role | null;
  resolution_note: string | null;
}

export interface ReconcilePassTable {
  channel: string;
  pass: string;
  from_at: Date;
  to_at: Date;
  completed_at: Generated<Date>;
}

export interface ProviderRefundTable {
  channel: string;
  pass: string;
  provider_ref: string;
  reference: string | null;
  source_id: string;
  amount: number;
  currency: string;
  outcome: ProviderRefund['outcome'];
  at: Date;
}

export interface DriftTables {
  drift_cases: DriftCaseTable;
  reconcile_passes: ReconcilePassTable;
  provider_refunds: ProviderRefundTable;
}
