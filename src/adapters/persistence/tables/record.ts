import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { CancellationState, Role } from '../../../domain/cancellation';
import type { Minor } from '../../../domain/money';
import type { ChannelAnswer } from '../../../domain/refund-leg';
import type { Scope } from '../../../ports/api-key-store';

export interface TimelineTable {
  entry_id: Generated<number>;
  shop_id: string;
  cancellation_id: string;
  at: Generated<Date>;
  actor_id: string;
  actor_role: Role;
  event: string;
  from_state: CancellationState | null;
  to_state: CancellationState | null;
  reason: string | null;
  details: ColumnType<Record<string, unknown>, string | undefined, never>;
  /** These three the database sets: the order's chain. */
  order_id: Generated<string>;
  position: Generated<number>;
  hash: Generated<string>;
}

export interface OutboxTable {
  event_id: Generated<number>;
  shop_id: string;
  cancellation_id: string;
  type: string;
  body: JSONColumnType<object>;
  created_at: Generated<Date>;
  sent_at: Date | null;
  /** When its mails were made, or that it needs none. */
  mailed_at: Date | null;
  /** The transaction that wrote it, set by the database; as text, since it has 64 bits. */
  txid: Generated<string>;
}

/** What a channel's message says, with what it says it moved. */
export interface KeptAnswer {
  readonly answer: ChannelAnswer;
  /** Minor units of `currency`. */
  readonly amount?: Minor;
  readonly currency?: string;
  /** The provider's id of the payment. */
  readonly sourceId?: string;
}

export interface WebhookInboxTable {
  source: string;
  event_id: string;
  body: JSONColumnType<object>;
  reference: string;
  answer: JSONColumnType<KeptAnswer>;
  leg_id: string | null;
  received_at: Generated<Date>;
  applied_at: Date | null;
}

export interface IdempotencyKeyTable {
  shop_id: string;
  scope: string;
  key: string;
  request_hash: string;
  /** Null while the call is under way that will have it. */
  answer: JSONColumnType<object | null>;
  claim_id: Generated<string | null>;
  claimed_until: Generated<Date | null>;
  /** Null: kept for ever. */
  expires_at: Generated<Date | null>;
  created_at: Generated<Date>;
}

export interface ApiKeyTable {
  key_id: string;
  key_hash: string;
  shop_id: string;
  actor_id: string;
  role: Role;
  merchant_id: string | null;
  /** Null: all that the role may. */
  scopes: Scope[] | null;
  created_at: Generated<Date>;
  expires_at: Date | null;
  last_used_at: Date | null;
  rotated_from: string | null;
  revoked_at: Date | null;
}

export interface RecordTables {
  timeline: TimelineTable;
  outbox: OutboxTable;
  webhook_inbox: WebhookInboxTable;
  idempotency_keys: IdempotencyKeyTable;
  api_keys: ApiKeyTable;
}
