import type { UpdateObject } from 'kysely';
import { refused } from '../../../domain/refusals';
import type { EndpointEvent, WebhookEndpoints } from '../../../ports/webhook-endpoints';
import type { Tables } from '../database';
import { inTransaction } from '../in-transaction';
import type { WebhookEndpointRow } from '../tables/outgoing-webhooks';
import type { EndpointBookParts } from './endpoint-book-parts';
import { endpointView, giveUpDeliveries, lockEndpoint, recordEndpointEvent } from './endpoint-rows';

type ChangeAsk = Parameters<WebhookEndpoints['change']>[0];
type Changed = Awaited<ReturnType<WebhookEndpoints['change']>>;
type Change = UpdateObject<Tables, 'webhook_endpoints'>;

/** Changes what an endpoint is told, and whether it is. */
export function changeEndpoint({ db, clock }: EndpointBookParts, ask: ChangeAsk): Promise<Changed> {
  return inTransaction(db, async (tx): Promise<Changed> => {
    const row = await lockEndpoint(tx, ask);
    if (row === undefined) return refused('WEBHOOK_ENDPOINT_NOT_FOUND');
    const changes = changesOf(row, ask, clock());
    if (changes.length === 0) return { outcome: 'changed', endpoint: endpointView(row) };
    const updated = await tx
      .updateTable('webhook_endpoints')
      .set(Object.assign({}, ...changes.map(({ set }) => set)) as Change)
      .where('shop_id', '=', row.shop_id)
      .where('endpoint_id', '=', row.endpoint_id)
      .returningAll()
      .executeTakeFirstOrThrow();
    for (const { event, reason } of changes) {
      await recordEndpointEvent(tx, row, { event, actor: ask.actor, ...(reason === undefined ? {} : { reason }) });
    }
    if (updated.state === 'DISABLED') await giveUpDeliveries(tx, row, 'ENDPOINT_DISABLED');
    return { outcome: 'changed', endpoint: endpointView(updated) };
  });
}

interface OneChange {
  readonly event: EndpointEvent;
  readonly reason?: string;
  readonly set: Change;
}

function changesOf(row: WebhookEndpointRow, { types, state }: ChangeAsk, now: Date): OneChange[] {
  const changes: OneChange[] = [];
  if (types !== undefined && types.join() !== row.types.join()) {
    changes.push({ event: 'TYPES_CHANGED', set: { types: [...types] } });
  }
  if (state === 'ENABLED' && row.state !== 'ENABLED') {
    changes.push({
      event: 'ENABLED',
      set: { state, disabled_at: null, disabled_reason: null, failing_since: null },
    });
  }
  if (state === 'DISABLED' && row.state !== 'DISABLED') {
    const set = { state, disabled_at: now, disabled_reason: 'BY_HAND' } as const;
    changes.push({ event: 'DISABLED', reason: 'BY_HAND', set });
  }
  return changes;
}

/** Sends nothing more to it and forgets its secrets; its record stays. */
export function removeEndpoint(
  { db }: EndpointBookParts,
  ask: Parameters<WebhookEndpoints['remove']>[0],
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const row = await lockEndpoint(tx, ask);
    if (row === undefined) return false;
    await tx
      .updateTable('webhook_endpoints')
      .set({ state: 'DELETED', disabled_at: null, disabled_reason: null, failing_since: null })
      .where('shop_id', '=', row.shop_id)
      .where('endpoint_id', '=', row.endpoint_id)
      .execute();
    await tx
      .updateTable('webhook_secrets')
      .set({ sealed: null })
      .where('shop_id', '=', row.shop_id)
      .where('endpoint_id', '=', row.endpoint_id)
      .execute();
    await giveUpDeliveries(tx, row, 'ENDPOINT_DELETED');
    await recordEndpointEvent(tx, row, { event: 'DELETED', actor: ask.actor });
    return true;
  });
}
