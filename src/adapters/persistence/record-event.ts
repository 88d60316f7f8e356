import type { Insertable } from 'kysely';
import type { Actor, CancellationState } from '../../domain/cancellation';
import type { CancellationRef } from '../../ports/cancellation-book';
import type { Transaction } from './database';
import type { OutboxTable, TimelineTable } from './tables/record';

/** One change, as timeline and outbox tell it. `details` carry ids, codes and amounts, never personal data. */
export interface CancellationEvent {
  /** A stable code: REQUESTED, DECIDED, WITHDRAWN, LEG_SUCCEEDED … */
  readonly event: string;
  readonly actor: Actor;
  readonly from?: CancellationState;
  readonly to?: CancellationState;
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface EventRows {
  readonly timeline: Insertable<TimelineTable>[];
  readonly outbox: Insertable<OutboxTable>[];
}

/** What to insert for these events, for a statement that does more than that. */
export function eventRows(ref: CancellationRef, events: readonly CancellationEvent[]): EventRows {
  const key = { shop_id: ref.shopId, cancellation_id: ref.cancellationId };
  const timeline = events.map(({ event, actor, from, to, reason, details }) => ({
    ...key,
    actor_id: actor.id,
    actor_role: actor.role,
    event,
    from_state: from ?? null,
    to_state: to ?? null,
    reason: reason ?? null,
    details: JSON.stringify(details ?? {}),
  }));
  const outbox = events.map(({ event, from, to, reason, details }) => ({
    ...key,
    type: `cancellation.${event.toLowerCase()}`,
    body: JSON.stringify({ cancellationId: ref.cancellationId, event, from, to, reason, ...details }),
    sent_at: null,
  }));
  return { timeline, outbox };
}

/** Appends to the timeline and to the outbox, in the transaction of the change itself and in one round trip. */
export async function recordEvents(
  tx: Transaction,
  ref: CancellationRef,
  events: readonly CancellationEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const { timeline, outbox } = eventRows(ref, events);
  await tx
    .with('told', (cte) => cte.insertInto('outbox').values(outbox))
    .insertInto('timeline')
    .values(timeline)
    .execute();
}
