import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { createEscalationBook } from '../../../../src/adapters/persistence/escalation/escalation-book';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { recordDecision } from '../../../../src/adapters/persistence/steps/record-decision';
import type { Actor } from '../../../../src/domain/cancellation';
import { toEscalation } from '../../../../src/client/to-escalation';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { line } from '../orders/new-order';
import { CUSTOMER, MERCHANT, NOW, refOf, SHOP, type Bookshop } from '../steps/bookshop';

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
  /** Asks as the API does: what may be asked, and then the request of it. */
  const escalate = async (ref: CancellationRef, actor: Actor = CUSTOMER) => {
    const prepared = await prepare(ref, actor);
    if (prepared.outcome !== 'allowed') return prepared;
    const { cancellationId } = ref;
    const request = toEscalation({ cancellationId, escalated: prepared.escalated }, { shopId: SHOP, actor });
    return accept(shop.db, { clock })({ ...request, workflowId: `cancel/${request.cancellationId}` });
  };
  return { book, prepare, rejected, escalate };
}
