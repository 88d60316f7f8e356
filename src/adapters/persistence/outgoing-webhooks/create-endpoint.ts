import { createHash, randomUUID } from 'node:crypto';
import { refused } from '../../../domain/refusals';
import { DataKeysMissing } from '../../../ports/payout-destinations';
import type { WebhookEndpoints } from '../../../ports/webhook-endpoints';
import type { Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import type { EndpointBookParts } from './endpoint-book-parts';
import { endpointView, recordEndpointEvent } from './endpoint-rows';
import { makeSecret, openSecret } from './secrets';

type Ask = Parameters<WebhookEndpoints['create']>[0];
type Created = Awaited<ReturnType<WebhookEndpoints['create']>>;

/** Makes an endpoint and its first secret; the same key again answers with what it made. */
export async function createEndpoint({ db, sealer, refuseUrl }: EndpointBookParts, ask: Ask): Promise<Created> {
  const { shopId, actor, idempotencyKey, url, types, merchantId } = ask;
  const code = refuseUrl(url);
  if (code !== undefined) return refused('WEBHOOK_URL_REFUSED', { field: 'url', why: code });
  if (sealer === undefined) throw new DataKeysMissing();
  const hash = createHash('sha256')
    .update(JSON.stringify([url, types, merchantId ?? null]))
    .digest('hex');
  return inTransaction(db, async (tx): Promise<Created> => {
    if (merchantId !== undefined && !(await isMerchant(tx, shopId, merchantId))) {
      return refused('MERCHANT_NOT_FOUND', { field: 'merchantId' });
    }
    // Where somebody makes one under the same key just now, this waits for them.
    const row = await tx
      .insertInto('webhook_endpoints')
      .values({
        ...{ shop_id: shopId, endpoint_id: `we_${randomUUID()}`, merchant_id: merchantId ?? null, url },
        ...{ types: [...types], state: 'ENABLED', disabled_reason: null, disabled_at: null, failing_since: null },
        ...{ idempotency_key: idempotencyKey, request_hash: hash },
      })
      .onConflict((conflict) => conflict.columns(['shop_id', 'idempotency_key']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return madeBefore(tx, { sealer, ask, hash });
    const made = { ...row, made_by: 'CREATION' as const, idempotency_key: idempotencyKey, request_hash: hash };
    const secret = await makeSecret(tx, sealer, made);
    await recordEndpointEvent(tx, row, { event: 'CREATED', actor });
    return { outcome: 'created', endpoint: { ...endpointView(row), secret } };
  });
}

async function isMerchant(tx: Transaction, shopId: string, merchantId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('merchants')
    .select('merchant_id')
    .where('shop_id', '=', shopId)
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
  return row !== undefined;
}

async function madeBefore(
  tx: Transaction,
  { sealer, ask, hash }: { readonly sealer: EndpointBookParts['sealer']; readonly ask: Ask; readonly hash: string },
): Promise<Created> {
  const row = await tx
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('shop_id', '=', ask.shopId)
    .where('idempotency_key', '=', ask.idempotencyKey)
    .executeTakeFirstOrThrow();
  if (row.request_hash !== hash) return refused('IDEMPOTENCY_KEY_REUSED');
  if (row.state === 'DELETED') return refused('WEBHOOK_ENDPOINT_NOT_FOUND');
  const kept = await tx
    .selectFrom('webhook_secrets')
    .selectAll()
    .where('shop_id', '=', row.shop_id)
    .where('endpoint_id', '=', row.endpoint_id)
    .where('made_by', '=', 'CREATION')
    .executeTakeFirstOrThrow();
  const secret = openSecret(sealer, kept);
  return { outcome: 'created', endpoint: { ...endpointView(row), ...(secret === undefined ? {} : { secret }) } };
}
