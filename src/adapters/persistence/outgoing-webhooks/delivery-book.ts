import type { WebhookDeliveries } from '../../../ports/webhook-deliveries';
import type { Sealer } from '../../secrets/sealer';
import type { Database } from '../database';
import { claimDeliveries } from './claim-deliveries';
import { pruneDeliveries } from './prune-deliveries';
import { recordAttempt } from './record-attempt';
import { spreadEvents } from './spread-events';

/** What the dispatcher reads and writes, in PostgreSQL. `chance`, 0 to 1, spaces attempts out. */
export function createWebhookDeliveries(
  db: Database,
  sealer: Sealer | undefined,
  chance: () => number = Math.random,
): WebhookDeliveries {
  return {
    spread: (now, limit) => spreadEvents(db, now, limit),
    claim: (ask) => claimDeliveries(db, sealer, ask),
    record: (delivery, result) => recordAttempt(db, delivery, { ...result, chance: chance() }),
    release: async ({ deliveryId, claim }, now) => {
      await db
        .updateTable('webhook_deliveries')
        .set({ claim: null, next_attempt_at: now })
        .where('delivery_id', '=', deliveryId)
        .where('claim', '=', claim)
        .where('state', '=', 'PENDING')
        .execute();
    },
    prune: (before) => pruneDeliveries(db, before),
  };
}
