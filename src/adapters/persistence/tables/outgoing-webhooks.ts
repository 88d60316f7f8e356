import type { Generated, Selectable } from 'kysely';
import type { Role } from '../../../domain/cancellation';
import type {
  DeliveryState,
  DisabledReason,
  EndpointEvent,
  WebhookEndpointState,
} from '../../../ports/webhook-endpoints';

export interface WebhookEndpointTable {
  shop_id: string;
  endpoint_id: string;
  merchant_id: string | null;
  url: string;
  types: string[];
  state: WebhookEndpointState | 'DELETED';
  disabled_reason: DisabledReason | null;
  disabled_at: Date | null;
  failing_since: Date | null;
  idempotency_key: string;
  request_hash: string;
  created_at: Generated<Date>;
}

export interface WebhookSecretTable {
  secret_id: string;
  shop_id: string;
  endpoint_id: string;
  sealed: Buffer | null;
  made_by: 'CREATION' | 'ROTATION';
  idempotency_key: string;
  request_hash: string;
  created_at: Generated<Date>;
  retires_at: Date | null;
}

export interface WebhookDeliveryTable {
  delivery_id: string;
  shop_id: string;
  endpoint_id: string;
  event_id: number;
  state: DeliveryState;
  step: number;
  attempts: number;
  next_attempt_at: Date;
  claim: string | null;
  last_error: string | null;
  body: Generated<string | null>;
  created_at: Generated<Date>;
}

export interface WebhookAttemptTable {
  delivery_id: string;
  attempt: number;
  at: Date;
  duration_ms: number;
  status: number | null;
  error: string | null;
}

export interface WebhookResendTable {
  shop_id: string;
  idempotency_key: string;
  delivery_id: string;
  at: Generated<Date>;
}

export interface WebhookEndpointEventTable {
  entry_id: Generated<number>;
  shop_id: string;
  endpoint_id: string;
  at: Generated<Date>;
  actor_id: string;
  actor_role: Role;
  event: EndpointEvent;
  reason: string | null;
}

export type WebhookEndpointRow = Selectable<WebhookEndpointTable>;

export interface OutgoingWebhookTables {
  webhook_endpoints: WebhookEndpointTable;
  webhook_secrets: WebhookSecretTable;
  webhook_deliveries: WebhookDeliveryTable;
  webhook_attempts: WebhookAttemptTable;
  webhook_resends: WebhookResendTable;
  webhook_endpoint_events: WebhookEndpointEventTable;
}
