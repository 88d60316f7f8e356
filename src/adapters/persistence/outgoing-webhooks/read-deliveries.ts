import { sql } from 'kysely';
import type {
  DeliveryAttempt,
  DeliveryState,
  WebhookDelivery,
  WebhookEndpoints,
} from '../../../ports/webhook-endpoints';
import type { Database, Transaction } from '../database';

type Ask = Parameters<WebhookEndpoints['deliveries']>[0];

interface Row {
  readonly delivery_id: string;
  readonly endpoint_id: string;
  readonly event_id: number;
  readonly type: string;
  readonly cancellation_id: string;
  readonly state: DeliveryState;
  readonly next_attempt_at: Date;
  readonly created_at: Date;
  readonly attempts: readonly AttemptJson[];
}

interface AttemptJson extends Omit<DeliveryAttempt, 'status' | 'error'> {
  readonly status: number | null;
  readonly error: string | null;
}

const COLUMNS = sql`
  select d.delivery_id, d.endpoint_id, d.event_id, o.type, o.cancellation_id, d.state, d.next_attempt_at, d.created_at,
    (select coalesce(json_agg(json_build_object('attempt', a.attempt, 'at', a.at, 'durationMs', a.duration_ms,
        'status', a.status, 'error', a.error) order by a.attempt), '[]')
      from webhook_attempts a where a.delivery_id = d.delivery_id) as attempts
  from webhook_deliveries d join outbox o on o.event_id = d.event_id`;

/** One page of an endpoint's deliveries, newest event first; the cursor is a place in that order. */
export async function listDeliveries(
  db: Database,
  { shopId, endpointId, limit, cursor, state }: Ask,
): Promise<{ items: WebhookDelivery[]; next?: string }> {
  const before = cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;
  const { rows } = await sql<Row>`${COLUMNS}
    where d.shop_id = ${shopId} and d.endpoint_id = ${endpointId}
      and (${before}::bigint is null or d.event_id < ${before}::bigint)
      and (${state ?? null}::text is null or d.state = ${state ?? null}::text)
    order by d.event_id desc limit ${limit + 1}`.execute(db);
  const items = rows.slice(0, limit).map(deliveryView);
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? { items, next: String(last.event_id) } : { items };
}

/** One delivery as its shop sees it. */
export async function readDelivery(
  db: Database | Transaction,
  deliveryId: string,
): Promise<WebhookDelivery | undefined> {
  const { rows } = await sql<Row>`${COLUMNS} where d.delivery_id = ${deliveryId}`.execute(db);
  return rows[0] === undefined ? undefined : deliveryView(rows[0]);
}

function deliveryView(row: Row): WebhookDelivery {
  return {
    deliveryId: row.delivery_id,
    endpointId: row.endpoint_id,
    type: row.type,
    cancellationId: row.cancellation_id,
    state: row.state,
    attempts: row.attempts.map(({ attempt, at, durationMs, status, error }) => ({
      ...{ attempt, at: new Date(at).toISOString(), durationMs },
      ...(status === null ? {} : { status }),
      ...(error === null ? {} : { error }),
    })),
    ...(row.state === 'PENDING' ? { nextAttemptAt: row.next_attempt_at.toISOString() } : {}),
    createdAt: row.created_at.toISOString(),
  };
}
