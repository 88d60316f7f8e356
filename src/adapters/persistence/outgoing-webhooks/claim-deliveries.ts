import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ClaimedDelivery, WebhookDeliveries } from '../../../ports/webhook-deliveries';
import type { Sealer } from '../../secrets/sealer';
import type { Database } from '../database';
import type { OutboxTable } from '../tables/record';
import type { Selectable } from 'kysely';
import { createExplainer } from './explain-message';
import { messageBody } from './message-body';
import { openSecret } from './secrets';

type Ask = Parameters<WebhookDeliveries['claim']>[0];

/**
 * Of how many that are due those are chosen that go first: more than that at one
 * endpoint may hold others up for a turn.
 */
const WINDOW = 1_000;

interface Due extends Pick<Selectable<OutboxTable>, 'shop_id' | 'cancellation_id' | 'type' | 'body' | 'created_at'> {
  readonly delivery_id: string;
  readonly endpoint_id: string;
  readonly order_id: string;
  readonly merchant_id: string | null;
  readonly url: string;
  /** As it was first attempted; null before that. */
  readonly written: string | null;
}

/**
 * Takes what is due for as long as the lease is, with all that an attempt needs. Whoever dies
 * with it loses it when the lease ends.
 */
export async function claimDeliveries(db: Database, sealer: Sealer | undefined, ask: Ask): Promise<ClaimedDelivery[]> {
  const claim = randomUUID();
  const ids = await takeDue(db, claim, ask);
  if (ids.length === 0) return [];
  await giveUpDisabled(db, ids);
  const { rows } = await sql<Due>`
    select d.delivery_id, d.endpoint_id, d.body as written, e.url, e.merchant_id, o.shop_id, o.cancellation_id, o.type, o.body, o.created_at, c.order_id
    from webhook_deliveries d
    join webhook_endpoints e on e.shop_id = d.shop_id and e.endpoint_id = d.endpoint_id
    join outbox o on o.event_id = d.event_id
    join cancellations c on c.shop_id = o.shop_id and c.cancellation_id = o.cancellation_id
    where d.delivery_id = any(${ids}) and d.state = 'PENDING' order by d.event_id`.execute(db);
  if (rows.length === 0) return [];
  const secrets = await liveSecrets(db, sealer, {
    endpoints: rows.map(({ endpoint_id }) => endpoint_id),
    now: ask.now,
  });
  const bodies = await bodiesOf(db, rows);
  return rows.map((row, index) => ({
    ...{ deliveryId: row.delivery_id, claim, endpointId: row.endpoint_id, url: row.url },
    secrets: secrets.get(row.endpoint_id) ?? [],
    body: bodies[index] ?? '',
  }));
}

/** What each says: written once, so that every attempt sends the same bytes. */
async function bodiesOf(db: Database, rows: readonly Due[]): Promise<string[]> {
  const explain = createExplainer(db);
  const bodies: string[] = [];
  for (const row of rows) bodies.push(row.written ?? messageBody(row, row.merchant_id, await explain(row)));
  const written = rows.map(({ delivery_id }, index) => ({ delivery_id, body: bodies[index] }));
  const fresh = written.filter((_row, index) => rows[index]?.written === null);
  if (fresh.length > 0)
    await sql`
      update webhook_deliveries d set body = w.body
      from json_to_recordset(${JSON.stringify(fresh)}::json) as w (delivery_id text, body text)
      where d.delivery_id = w.delivery_id and d.body is null`.execute(db);
  return bodies;
}

/** What was spread while its endpoint was being disabled or deleted is not sent after all. */
async function giveUpDisabled(db: Database, ids: readonly string[]): Promise<void> {
  await sql`
    update webhook_deliveries d set state = 'FAILED', last_error = 'ENDPOINT_DISABLED', claim = null
    from webhook_endpoints e
    where d.delivery_id = any(${ids}) and e.endpoint_id = d.endpoint_id and e.state <> 'ENABLED'`.execute(db);
}

async function takeDue(
  db: Database,
  claim: string,
  { now, leaseMs, limit, perEndpoint, busy }: Ask,
): Promise<readonly string[]> {
  const isDue = sql`state = 'PENDING' and next_attempt_at <= ${now}`;
  const { rows } = await sql<{ delivery_id: string }>`
    update webhook_deliveries set claim = ${claim}, next_attempt_at = ${new Date(now.getTime() + leaseMs)}
    where delivery_id in (
      select delivery_id from webhook_deliveries
      where ${isDue} and delivery_id in (
        select delivery_id from (
          select delivery_id, row_number() over (partition by endpoint_id order by next_attempt_at, event_id) as place
          from (
            select delivery_id, endpoint_id, next_attempt_at, event_id from webhook_deliveries
            where ${isDue} and endpoint_id <> all(${[...busy]}::text[])
            order by next_attempt_at, event_id limit ${WINDOW}
          ) first
        ) placed where place <= ${perEndpoint}
      )
      order by next_attempt_at, event_id limit ${limit} for update skip locked
    )
    returning delivery_id`.execute(db);
  return rows.map(({ delivery_id }) => delivery_id);
}

async function liveSecrets(
  db: Database,
  sealer: Sealer | undefined,
  { endpoints, now }: { readonly endpoints: readonly string[]; readonly now: Date },
): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('webhook_secrets')
    .select(['secret_id', 'shop_id', 'endpoint_id', 'sealed'])
    .where('endpoint_id', 'in', [...new Set(endpoints)])
    .where((row) => row.or([row('retires_at', 'is', null), row('retires_at', '>', now)]))
    .orderBy('created_at', 'desc')
    .execute();
  const secrets = new Map<string, string[]>();
  for (const row of rows) {
    const secret = openSecret(sealer, row);
    if (secret !== undefined) secrets.set(row.endpoint_id, [...(secrets.get(row.endpoint_id) ?? []), secret]);
  }
  return secrets;
}
