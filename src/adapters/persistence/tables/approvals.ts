import type { Generated, JSONColumnType, Selectable } from 'kysely';
import type { Role } from '../../../domain/cancellation';
import type { PayoutRoute } from '../../../domain/lever';
import type { CancellationRequest } from '../../../domain/request';

export interface EvidenceTable {
  shop_id: string;
  evidence_id: string;
  cancellation_id: string;
  kind: string;
  reference: string;
  sha256: string | null;
  recorded_by: string;
  recorded_role: Role;
  recorded_at: Generated<Date>;
  merchant_id: string | null;
  note: string | null;
}

export interface ConsentTable {
  shop_id: string;
  consent_id: string;
  cancellation_id: string;
  leg_id: string;
  route: PayoutRoute;
  evidence_id: string;
  given_at: Date;
  recorded_by: string;
  recorded_role: Role;
  recorded_at: Generated<Date>;
}

/** What a second person is asked to allow: ids, codes and amounts. */
export interface RouteContent {
  readonly legId: string;
  readonly route: PayoutRoute;
  readonly destinationId: string;
  readonly consentId: string;
  /** Minor units of `currency`. */
  readonly amount: number;
  readonly currency: string;
}

/** The same of an ended cancellation that is to be decided again: what the new request would be. */
export type ReopeningContent = Pick<CancellationRequest, 'orderId' | 'selection' | 'reason' | 'initiator'> & {
  readonly escalates: string;
};

export interface ApprovalTable {
  shop_id: string;
  approval_id: string;
  action: string;
  subject: string;
  content: JSONColumnType<RouteContent | ReopeningContent>;
  content_hash: string;
  cancellation_id: string | null;
  asked_by: string;
  asked_role: Role;
  asked_at: Generated<Date>;
  decided_by: string | null;
  decided_role: Role | null;
  decided_at: Date | null;
  decision: 'APPROVED' | 'REFUSED' | null;
}

export interface ApprovalTables {
  evidence: EvidenceTable;
  consents: ConsentTable;
  approvals: ApprovalTable;
}

export type ApprovalRow = Selectable<ApprovalTable>;
