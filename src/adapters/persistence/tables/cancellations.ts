import type { Generated, JSONColumnType, Selectable } from 'kysely';
import type { CancellationState, Role, WaitingOn } from '../../../domain/cancellation';
import type { StuckCause } from '../../../domain/cancellation-view';
import type { ApprovedLine, DecisionDoor, DecisionOutcome, RejectionReason } from '../../../domain/decision';
import type { RefundState } from '../../../domain/order';
import type { ArbitrationTimeout, NotStoppedOutcome, Policy, StockRule, TimeoutOutcome } from '../../../domain/policy';
import type { Quote, Selection } from '../../../domain/quote';
import type { Fault, Initiator, Reason } from '../../../domain/reasons';
import type { RefusalCode } from '../../../domain/refusals';
import type { InterceptionOutcome } from '../../../domain/shipment';

export interface CancellationTable {
  shop_id: string;
  cancellation_id: string;
  order_id: string;
  workflow_id: string;
  idempotency_key: string;
  request_hash: string;
  initiator: Initiator;
  reason: Reason;
  fault: Fault;
  actor_id: string;
  actor_role: Role;
  order_version: number;
  selection: JSONColumnType<Selection>;
  state: CancellationState;
  waiting_on: WaitingOn;
  refund_state: Generated<RefundState>;
  connected: boolean;
  currency: string;
  whole: boolean;
  refund: number;
  fee: number;
  gift_spent: Generated<number>;
  policies: JSONColumnType<Record<string, Policy>>;
  policy_hash: string;
  quote: JSONColumnType<Quote>;
  deadline: Date | null;
  denial_code: RefusalCode | null;
  shop_code: string | null;
  stuck_cause: StuckCause | null;
  stuck_step: string | null;
  stuck_since: Date | null;
  stuck_from: CancellationState | null;
  shop_held_at: Date | null;
  shop_closed_at: Date | null;
  pivot_at: Date | null;
  withdrawn_at: Date | null;
  committed_at: Date | null;
  requested_at: Generated<Date>;
  updated_at: Generated<Date>;
  closed_at: Date | null;
  settled_at: Date | null;
  /** A right to withdraw. */
  statutory: Generated<boolean>;
  /** The ended cancellation that this one takes to arbitration. */
  escalates: string | null;
  /** The approval by which that was reopened. */
  reopening: string | null;
}

export interface CancellationUnitTable {
  shop_id: string;
  cancellation_id: string;
  order_id: string;
  unit_id: string;
  merchant_id: string;
  goods: number;
  shipping: number;
  state: Generated<'HELD' | 'RELEASED' | 'CANCELLED'>;
}

export type PartState = 'PENDING' | DecisionOutcome | 'AWAITING_RETURN' | 'NOT_STOPPED';

export interface CancellationPartTable {
  shop_id: string;
  cancellation_id: string;
  merchant_id: string;
  state: Generated<PartState>;
  deadline: Date | null;
  on_timeout: TimeoutOutcome;
  on_not_stopped: NotStoppedOutcome;
  return_until: Date | null;
  arbitration_until: Date | null;
  on_arbitration_timeout: ArbitrationTimeout | null;
}

export interface DecisionTable {
  shop_id: string;
  cancellation_id: string;
  merchant_id: string;
  outcome: DecisionOutcome;
  door: DecisionDoor;
  actor_id: string;
  actor_role: Role;
  rejection_reason: RejectionReason | null;
  lines: JSONColumnType<readonly ApprovedLine[]> | null;
  restock: StockRule | null;
  received_at: Date;
  recorded_at: Generated<Date>;
}

/** What people write to each other about a cancellation: personal, and nowhere else. */
export interface RemarkTable {
  shop_id: string;
  cancellation_id: string;
  kind: 'REJECTION' | 'RULING' | 'ESCALATION' | 'REOPENING';
  /** Empty: about the whole. */
  merchant_id: Generated<string>;
  text: string;
  actor_id: string;
  actor_role: Role;
  written_at: Generated<Date>;
}

export interface InterceptionTable {
  shop_id: string;
  cancellation_id: string;
  order_id: string;
  shipment_id: string;
  state: 'ASKED' | InterceptionOutcome;
  idempotency_key: string;
  carrier_ref: string | null;
  asked_at: Generated<Date>;
  answered_at: Date | null;
}

export interface ClosureProofTable {
  shop_id: string;
  cancellation_id: string;
  version: number;
  body: JSONColumnType<object>;
  hash: string;
  superseded_at: Date | null;
  written_at: Generated<Date>;
}

export interface CancellationTables {
  cancellations: CancellationTable;
  cancellation_units: CancellationUnitTable;
  cancellation_parts: CancellationPartTable;
  decisions: DecisionTable;
  remarks: RemarkTable;
  interceptions: InterceptionTable;
  closure_proofs: ClosureProofTable;
}

export type CancellationRow = Selectable<CancellationTable>;
