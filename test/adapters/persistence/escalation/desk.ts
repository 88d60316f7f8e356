import { sql } from 'kysely';
import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { createEscalationBook } from '../../../../src/adapters/persistence/escalation/escalation-book';
import { commit } from '../../../../src/adapters/persistence/steps/commit';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import type { Actor } from '../../../../src/domain/cancellation';
import type { ApprovedLine } from '../../../../src/domain/decision';
import { toEscalation } from '../../../../src/client/to-escalation';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { line } from '../orders/new-order';
import { CUSTOMER, MERCHANT, NOW, refOf, SHOP, type Bookshop } from '../steps/bookshop';

interface PartDecision {
  readonly outcome: 'APPROVED' | 'REJECTED';
  readonly lines?: readonly ApprovedLine[];
}

/** What happens to one order on the way to arbitration, at the time that the desk's clock says. */
export function escalationDesk(shop: Bookshop, clock: () => Date = () => NOW) {
  const book = createEscalationBook(shop.db, clock);
  const prepare = (ref: CancellationRef, actor: Actor = CUSTOMER) => book.prepare({ ...ref, actor });
  const rejected = async (orderId: string, merchantIds: readonly string[] = ['m_1'], key = `key-${orderId}`) => {
    const lines = merchantIds.map((merchantId, index) => line({ lineId: `l${index}`, merchantId }));
    if (key === `key-${orderId}`) await shop.putOrder({ orderId, lines });
    const ref = refOf(await shop.accepted(orderId, { idempotencyKey: key }));
    for (const merchantId of merchantIds) {
      const said = { merchantId, outcome: 'REJECTED', rejectionReason: 'IN_PRODUCTION', message: 'Sorry' } as const;
      await recordDecision(shop.db)({ ...ref, ...said, door: 'API', actor: MERCHANT, receivedAt: NOW.toISOString() });
    }
    await end(shop.db)({ ...ref, outcome: 'REJECTED' });
    return ref;
  };
  /** Some merchants approve, all of theirs or some of it, the others reject; it goes on, and is closed. */
  const inPart = async (orderId: string, decisions: Readonly<Record<string, PartDecision>>) => {
    const lines = Object.keys(decisions).map((merchantId, index) =>
      line({ lineId: `l${index}`, merchantId, quantity: 2 }),
    );
    await shop.putOrder({ orderId, lines });
    const ref = refOf(await shop.accepted(orderId));
    for (const [merchantId, { outcome, lines: some }] of Object.entries(decisions)) {
      const said = outcome === 'REJECTED' ? { rejectionReason: 'IN_PRODUCTION' as const } : {};
      const decision = { merchantId, outcome, ...said, ...(some === undefined ? {} : { lines: some }) };
      const by = { door: 'API', actor: MERCHANT, receivedAt: NOW.toISOString() } as const;
      const recorded = await recordDecision(shop.db)({ ...ref, ...decision, ...by });
      if (recorded.outcome === 'refused') throw new Error(recorded.code);
    }
    await commit(shop.db)(ref);
    await sql`update cancellations set state = 'CLOSED', waiting_on = 'PAYMENT' where cancellation_id = ${ref.cancellationId}`.execute(
      shop.db,
    );
    await sql`update orders set state = 'PARTIALLY_CANCELLED' where order_id = ${orderId}`.execute(shop.db);
    return ref;
  };
  /** Asks as the API does: what may be asked, and then the request of it. */
  const escalate = async (ref: CancellationRef, actor: Actor = CUSTOMER) => {
    const prepared = await prepare(ref, actor);
    if (prepared.outcome !== 'allowed') return prepared;
    const { cancellationId } = ref;
    const request = toEscalation({ cancellationId, escalated: prepared.escalated }, { shopId: SHOP, actor });
    return accept(shop.db, { clock })({ ...request, workflowId: `cancel/${request.cancellationId}` });
  };
  return { book, prepare, rejected, escalate, inPart };
}
