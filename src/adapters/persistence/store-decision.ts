import { SYSTEM_ACTOR } from '../../domain/cancellation';
import { nextRuling, type ArbitrationClock } from '../../domain/arbitration';
import type { Decision } from '../../domain/decision';
import type { Transaction } from './database';
import { moveState } from './move-state';
import { recordEvents, type CancellationEvent } from './record-event';
import { nextPending, standingOf, type StoredStanding } from './standing';
import type { CancellationRow } from './tables/cancellations';
import { stateAfter, waitingOnOf } from './waiting';

/**
 * Stores a first decision with its part, and moves the cancellation when it was the
 * last one. `standing` is that afterwards.
 */
export async function storeDecision(
  tx: Transaction,
  row: CancellationRow,
  { decision, standing }: { readonly decision: Decision; readonly standing: StoredStanding },
): Promise<void> {
  const clock = standing.parts.find(({ merchantId }) => merchantId === decision.merchantId)?.arbitration;
  await insertDecision(tx, row, { decision, clock });
  const { merchantId, outcome, door, actor, rejectionReason, lines, restock } = decision;
  const told: CancellationEvent = {
    event: 'DECIDED',
    actor,
    details: {
      ...{ merchantId, outcome, door },
      ...(lines === undefined ? {} : { lines }),
      ...(restock === undefined ? {} : { restock }),
    },
    ...(rejectionReason === undefined ? {} : { reason: rejectionReason }),
  };
  const outward = standingOf(standing);
  const next = nextPending(standing.parts)?.deadline ?? nextRuling(standing.parts)?.arbitration?.until;
  const deadline = next === undefined ? null : new Date(next);
  if (row.state === 'NEEDS_HUMAN') {
    const set = { deadline, stuck_from: stateAfter(row.stuck_from ?? 'AWAITING_DECISION', outward) };
    await moveState(tx, row, { ...told, to: row.state, waitingOn: row.waiting_on, set });
    return;
  }
  const to = stateAfter(row.state, outward);
  const move = { to, waitingOn: waitingOnOf(to, outward), set: { deadline } };
  if (to !== 'ARBITRATION') {
    await moveState(tx, row, { ...move, ...told });
    return;
  }
  // No merchant may send it to an arbiter: the policy of a part that was not answered does.
  await recordEvents(tx, { shopId: row.shop_id, cancellationId: row.cancellation_id }, [told]);
  await moveState(tx, row, { ...move, event: 'ESCALATED', actor: SYSTEM_ACTOR });
}

async function insertDecision(
  tx: Transaction,
  row: CancellationRow,
  { decision, clock }: { readonly decision: Decision; readonly clock: ArbitrationClock | undefined },
): Promise<void> {
  const arbitration = clock === undefined ? {} : clockColumns(clock);
  const key = { shop_id: row.shop_id, cancellation_id: row.cancellation_id, merchant_id: decision.merchantId };
  await tx
    .with('part', (cte) =>
      cte
        .updateTable('cancellation_parts')
        .set({ state: decision.outcome, ...arbitration })
        .where('shop_id', '=', key.shop_id)
        .where('cancellation_id', '=', key.cancellation_id)
        .where('merchant_id', '=', key.merchant_id),
    )
    .insertInto('decisions')
    .values({
      ...key,
      outcome: decision.outcome,
      door: decision.door,
      actor_id: decision.actor.id,
      actor_role: decision.actor.role,
      rejection_reason: decision.rejectionReason ?? null,
      lines: decision.lines === undefined ? null : JSON.stringify(decision.lines),
      restock: decision.restock ?? null,
      received_at: new Date(decision.receivedAt),
    })
    .execute();
}

function clockColumns({ until, onTimeout }: ArbitrationClock) {
  return { arbitration_until: new Date(until), on_arbitration_timeout: onTimeout };
}

/** A ruling takes the place of an escalation, part and decision alike. */
export async function rewriteDecision(tx: Transaction, row: CancellationRow, decision: Decision): Promise<void> {
  const { merchantId, outcome, door, actor, receivedAt } = decision;
  await tx
    .with('part', (cte) =>
      cte
        .updateTable('cancellation_parts')
        .set({ state: outcome, arbitration_until: null, on_arbitration_timeout: null })
        .where('shop_id', '=', row.shop_id)
        .where('cancellation_id', '=', row.cancellation_id)
        .where('merchant_id', '=', merchantId),
    )
    .updateTable('decisions')
    .set({
      ...{ outcome, door, actor_id: actor.id, actor_role: actor.role },
      ...{ received_at: new Date(receivedAt), recorded_at: new Date() },
    })
    .where('shop_id', '=', row.shop_id)
    .where('cancellation_id', '=', row.cancellation_id)
    .where('merchant_id', '=', merchantId)
    .execute();
}
