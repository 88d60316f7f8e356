import { refused } from '../../../domain/refusals';
import type { WebhookEndpoints } from '../../../ports/webhook-endpoints';
import type { Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import type { EndpointBookParts } from './endpoint-book-parts';
import { lockEndpoint } from './endpoint-rows';
import { readDelivery } from './read-deliveries';

type Ask = Parameters<WebhookEndpoints['resend']>[0];
type Queued = Awaited<ReturnType<WebhookEndpoints['resend']>>;

/** Puts a delivery at the beginning of its schedule again, once for each key. */
export function resendDelivery({ db, clock }: EndpointBookParts, ask: Ask): Promise<Queued> {
  const { shopId, endpointId, deliveryId } = ask;
  return inTransaction(db, async (tx): Promise<Queued> => {
    const endpoint = await lockEndpoint(tx, ask);
    const known = endpoint === undefined ? undefined : await readDelivery(tx, deliveryId);
    if (known?.endpointId !== endpointId) return refused('WEBHOOK_DELIVERY_NOT_FOUND');
    const asked = await noteResend(tx, ask);
    if (asked !== 'new') {
      return asked === deliveryId ? { outcome: 'queued', delivery: known } : refused('IDEMPOTENCY_KEY_REUSED');
    }
    // Returned, not thrown: the key stays free to be used once it is enabled.
    if (endpoint?.state !== 'ENABLED') {
      await tx
        .deleteFrom('webhook_resends')
        .where('shop_id', '=', shopId)
        .where('idempotency_key', '=', ask.idempotencyKey)
        .execute();
      return refused('WEBHOOK_ENDPOINT_DISABLED');
    }
    await tx
      .updateTable('webhook_deliveries')
      .set({ state: 'PENDING', step: 0, next_attempt_at: clock(), claim: null, last_error: null })
      .where('delivery_id', '=', deliveryId)
      .execute();
    return { outcome: 'queued', delivery: (await readDelivery(tx, deliveryId)) ?? known };
  });
}

/** Which delivery this key has resent before; `new` where it has none. */
async function noteResend(tx: Transaction, { shopId, idempotencyKey, deliveryId }: Ask): Promise<string> {
  const added = await tx
    .insertInto('webhook_resends')
    .values({ shop_id: shopId, idempotency_key: idempotencyKey, delivery_id: deliveryId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('delivery_id')
    .executeTakeFirst();
  if (added !== undefined) return 'new';
  const before = await tx
    .selectFrom('webhook_resends')
    .select('delivery_id')
    .where('shop_id', '=', shopId)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirstOrThrow();
  return before.delivery_id;
}
