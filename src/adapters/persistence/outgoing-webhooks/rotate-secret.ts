import { sql } from 'kysely';
import { refused } from '../../../domain/refusals';
import { DataKeysMissing } from '../../../ports/payout-destinations';
import type { WebhookEndpoints } from '../../../ports/webhook-endpoints';
import { inTransaction } from '../in-transaction';
import type { EndpointBookParts } from './endpoint-book-parts';
import { endpointView, lockEndpoint, recordEndpointEvent } from './endpoint-rows';
import { makeSecret, openSecret } from './secrets';

type Ask = Parameters<WebhookEndpoints['rotate']>[0];
type Rotated = Awaited<ReturnType<WebhookEndpoints['rotate']>>;

/** Makes a new secret and lets the old ones sign for a while more; those whose time is over are forgotten. */
export function rotateSecret({ db, sealer, clock }: EndpointBookParts, ask: Ask): Promise<Rotated> {
  const { actor, idempotencyKey, overlapMs } = ask;
  if (sealer === undefined) throw new DataKeysMissing();
  const request_hash = `overlap ${overlapMs}`;
  return inTransaction(db, async (tx): Promise<Rotated> => {
    const row = await lockEndpoint(tx, ask);
    if (row === undefined) return refused('WEBHOOK_ENDPOINT_NOT_FOUND');
    const endpoint = endpointView(row);
    const before = await tx
      .selectFrom('webhook_secrets')
      .selectAll()
      .where('shop_id', '=', row.shop_id)
      .where('endpoint_id', '=', row.endpoint_id)
      .where('made_by', '=', 'ROTATION')
      .where('idempotency_key', '=', idempotencyKey)
      .executeTakeFirst();
    if (before !== undefined) {
      if (before.request_hash !== request_hash) return refused('IDEMPOTENCY_KEY_REUSED');
      const kept = openSecret(sealer, before);
      return { outcome: 'rotated', endpoint: { ...endpoint, ...(kept === undefined ? {} : { secret: kept }) } };
    }
    const now = clock();
    const until = new Date(now.getTime() + overlapMs);
    await sql`
      update webhook_secrets set
        retires_at = least(retires_at, ${until}),
        sealed = case when least(retires_at, ${until}) <= ${now} then null else sealed end
      where shop_id = ${row.shop_id} and endpoint_id = ${row.endpoint_id}`.execute(tx);
    const made = { ...row, made_by: 'ROTATION' as const, idempotency_key: idempotencyKey, request_hash };
    const secret = await makeSecret(tx, sealer, made);
    await recordEndpointEvent(tx, row, { event: 'SECRET_ROTATED', actor });
    return { outcome: 'rotated', endpoint: { ...endpoint, secret } };
  });
}
