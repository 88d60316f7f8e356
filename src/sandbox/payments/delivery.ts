import type { Pool } from 'pg';
import { startDueLoop, type DueLoop } from '../service/due-loop';
import type { Means } from '../service/sandbox';
import { post, type WebhookTarget } from './webhook-post';

const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 30_000;
const AT_ONCE = 8;
/** Longer than a post can take; after it another process may try the event. */
const LEASE_MS = 10_000;

const CLAIM = {
  name: 'payments-claim-events',
  text: `UPDATE payments.events SET attempts = attempts + 1, next_at = clock_timestamp() + ${LEASE_MS} * interval '1 ms'
    WHERE id IN (SELECT id FROM payments.events WHERE delivered_at IS NULL AND next_at <= clock_timestamp()
      ORDER BY next_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING id, body, attempts`,
};
const DELIVERED = {
  name: 'payments-event-delivered',
  text: 'UPDATE payments.events SET delivered_at = clock_timestamp() WHERE id = $1',
};
const LATER = {
  name: 'payments-event-later',
  text: `UPDATE payments.events SET next_at = clock_timestamp() + $2 * interval '1 ms' WHERE id = $1`,
};
const NEXT = {
  name: 'payments-next-event',
  text: `SELECT ceil(extract(epoch FROM min(next_at) - clock_timestamp()) * 1000)::int AS ms
    FROM payments.events WHERE delivered_at IS NULL`,
};

interface ClaimedEvent {
  readonly id: string;
  readonly body: string;
  readonly attempts: number;
}

/**
 * Sends events until each is acknowledged, at least once, from the database: a restart goes on where the last one was.
 */
export function startDelivery({ pool, onFault }: Means, target: WebhookTarget): DueLoop {
  return startDueLoop({
    onFault,
    run: async (signal) => {
      const claimed = await pool.query<ClaimedEvent>({ ...CLAIM });
      await Promise.all(claimed.rows.map((event) => deliver({ pool, target, signal }, event)));
      const next = await pool.query<{ ms: number | null }>({ ...NEXT });
      return next.rows[0]?.ms ?? undefined;
    },
  });
}

interface Errand {
  readonly pool: Pool;
  readonly target: WebhookTarget;
  readonly signal: AbortSignal;
}

async function deliver({ pool, target, signal }: Errand, event: ClaimedEvent): Promise<void> {
  if (await post(target, event.body, signal)) {
    await pool.query({ ...DELIVERED, values: [event.id] });
    return;
  }
  // Cut off by a stop: due at once for the next process.
  const backoff = signal.aborted ? 0 : Math.min(FIRST_BACKOFF_MS * 2 ** (event.attempts - 1), LONGEST_BACKOFF_MS);
  await pool.query({ ...LATER, values: [event.id, backoff] });
}
