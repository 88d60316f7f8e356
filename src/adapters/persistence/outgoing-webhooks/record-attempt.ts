import { sql } from 'kysely';
import { SYSTEM_ACTOR } from '../../../domain/cancellation';
import { hasFailedForDays, nextAttemptAt } from '../../../domain/webhook-schedule';
import type { AttemptRecorded, AttemptResult, ClaimedDelivery } from '../../../ports/webhook-deliveries';
import type { DeliveryState, DisabledReason } from '../../../ports/webhook-endpoints';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import type { WebhookEndpointRow } from '../tables/outgoing-webhooks';
import { giveUpDeliveries, lockEndpoint, recordEndpointEvent } from './endpoint-rows';

const GONE = 410;

type Result = AttemptResult & { readonly chance: number };
type Owned = Pick<ClaimedDelivery, 'deliveryId' | 'claim'>;

/**
 * Writes an attempt down: in the log whatever became of the claim, in the delivery only by whoever has the claim still.
 */
export function recordAttempt(db: Database, delivery: Owned, result: Result): Promise<AttemptRecorded> {
  return inTransaction(db, async (tx) => {
    const { shop_id: shopId, endpoint_id: endpointId } = await tx
      .selectFrom('webhook_deliveries')
      .select(['shop_id', 'endpoint_id'])
      .where('delivery_id', '=', delivery.deliveryId)
      .executeTakeFirstOrThrow();
    const endpoint = await lockEndpoint(tx, { shopId, endpointId });
    await logAttempt(tx, delivery, result);
    const state = await writeOutcome(tx, delivery, result);
    const disabled = endpoint?.state === 'ENABLED' && (await writeHealth(tx, endpoint, result));
    return { state, disabled };
  });
}

async function logAttempt(tx: Transaction, { deliveryId }: Owned, result: Result): Promise<void> {
  const { at, durationMs, status = null, error = null } = result;
  await sql`
    with counted as (
      update webhook_deliveries set attempts = attempts + 1 where delivery_id = ${deliveryId} returning attempts
    )
    insert into webhook_attempts (delivery_id, attempt, at, duration_ms, status, error)
    select ${deliveryId}::text, attempts, ${at}::timestamptz, ${durationMs}::int, ${status}::int, ${error}::text from counted`.execute(
    tx,
  );
}

/** What was taken is delivered, also when somebody has given it up meanwhile. */
async function writeOutcome(tx: Transaction, { deliveryId, claim }: Owned, result: Result): Promise<DeliveryState> {
  const row = await tx
    .selectFrom('webhook_deliveries')
    .select(['state', 'step', 'claim'])
    .where('delivery_id', '=', deliveryId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const isTaken = result.error === undefined;
  if (row.claim !== claim || (row.state !== 'PENDING' && !isTaken)) return row.state;
  const failedAt = new Date(result.at.getTime() + result.durationMs);
  const next = isTaken ? undefined : nextAttemptAt(row.step, failedAt, result);
  const isOver = isTaken || next === undefined || result.status === GONE;
  const state: DeliveryState = isTaken ? 'DELIVERED' : isOver ? 'FAILED' : 'PENDING';
  await tx
    .updateTable('webhook_deliveries')
    .set({
      state,
      claim: null,
      last_error: result.error ?? null,
      step: row.step + 1,
      next_attempt_at: next ?? failedAt,
    })
    .where('delivery_id', '=', deliveryId)
    .execute();
  return state;
}

/** Keeps since when an endpoint takes nothing, and disables it after days, or at once when it says that it is gone. */
async function writeHealth(
  tx: Transaction,
  endpoint: WebhookEndpointRow,
  { at, status, error }: Result,
): Promise<boolean> {
  const { shop_id, endpoint_id, failing_since } = endpoint;
  const own = tx.updateTable('webhook_endpoints').where('shop_id', '=', shop_id).where('endpoint_id', '=', endpoint_id);
  if (error === undefined) {
    if (failing_since !== null) await own.set({ failing_since: null }).execute();
    return false;
  }
  const since = failing_since ?? at;
  const reason: DisabledReason | undefined =
    status === GONE ? 'GONE' : hasFailedForDays(since, at) ? 'FAILING' : undefined;
  if (reason === undefined) {
    if (failing_since === null) await own.set({ failing_since: since }).execute();
    return false;
  }
  await own.set({ state: 'DISABLED', disabled_reason: reason, disabled_at: at, failing_since: since }).execute();
  await giveUpDeliveries(tx, endpoint, 'ENDPOINT_DISABLED');
  await recordEndpointEvent(tx, endpoint, { event: 'DISABLED', actor: SYSTEM_ACTOR, reason });
  return true;
}
