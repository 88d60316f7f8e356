import { mayEscalate } from '../../../domain/arbitration';
import { ESCALATORS, type Actor } from '../../../domain/cancellation';
import { refused } from '../../../domain/refusals';
import type { EscalationBook } from '../../../ports/escalation-book';
import type { Database } from '../database';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { lockCancellationIfThere } from '../lock-cancellation';
import { addEvidence } from './evidence-rows';
import { readRejection } from './rejection-facts';
import { writeRemark } from './remarks';

/** Escalations and what is shown and written beside them; see the port. */
export function createEscalationBook(db: Database, clock: () => Date): EscalationBook {
  return {
    prepare: prepare(db, clock),
    keepReason: ({ text, actor, ...ref }) =>
      inTransaction(db, async (tx) => {
        await writeRemark(tx, ref, { kind: 'ESCALATION', text, actor });
        return { outcome: 'kept' };
      }),
    keepRulingNote: ({ text, actor, merchantId, ...ref }) =>
      inTransaction(db, async (tx) => {
        await lockCancellationIfThere(tx, ref);
        const open = await tx
          .selectFrom('cancellation_parts')
          .select('merchant_id')
          .where('shop_id', '=', ref.shopId)
          .where('cancellation_id', '=', ref.cancellationId)
          .where('merchant_id', '=', merchantId)
          .where('state', '=', 'ESCALATED')
          .executeTakeFirst();
        if (open === undefined) return { outcome: 'not_open' };
        await writeRemark(tx, ref, { kind: 'RULING', merchantId, text, actor });
        return { outcome: 'kept' };
      }),
    addEvidence: ({ evidence, actor, merchantId, ...ref }) =>
      inTransaction(db, async (tx) => {
        const row = await lockCancellationIfThere(tx, ref);
        if (row === undefined) return refused('CANCELLATION_NOT_FOUND');
        if (hasEnded(row.state) && mayEscalate(await readRejection(tx, row), clock()).outcome === 'refused') {
          return refused('CANCELLATION_ENDED', { state: row.state });
        }
        const shown = { ...evidence, actor, ...(merchantId === undefined ? {} : { merchantId }) };
        return { outcome: 'added', evidenceId: await addEvidence(tx, row, shown) };
      }),
  };
}

function prepare(db: Database, clock: () => Date): EscalationBook['prepare'] {
  return ({ actor, ...ref }) =>
    inTransaction(db, async (tx) => {
      if (!ESCALATORS.includes(actor.role)) return refused('ROLE_NOT_ALLOWED', { role: actor.role });
      const row = await lockCancellationIfThere(tx, ref);
      if (row === undefined) return refused('CANCELLATION_NOT_FOUND');
      const { openedBy, denied, selection, ...rejection } = await readRejection(tx, row);
      if (rejection.escalatedBy !== undefined && openedBy !== undefined && isSame(openedBy, actor)) {
        return { outcome: 'opened', cancellationId: rejection.escalatedBy };
      }
      const may = mayEscalate(rejection, clock());
      if (may.outcome === 'refused') return may;
      const { order_id: orderId, reason, initiator } = row;
      return { outcome: 'allowed', escalated: { orderId, selection, reason, initiator, denied } };
    });
}

/** A customer comes by one link today and by another tomorrow: for one order that is the same. */
function isSame(first: Actor, second: Actor): boolean {
  return first.role === second.role && (first.role === 'customer' || first.id === second.id);
}
