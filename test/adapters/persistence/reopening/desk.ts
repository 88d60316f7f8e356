import { createReopeningBook } from '../../../../src/adapters/persistence/reopening/reopening-book';
import { accept } from '../../../../src/adapters/persistence/steps/accept';
import { end } from '../../../../src/adapters/persistence/steps/end';
import { pullLever } from '../../../../src/adapters/persistence/steps/pull-lever';
import { toReopening } from '../../../../src/client/to-reopening';
import type { Actor } from '../../../../src/domain/cancellation';
import type { CancellationRequest } from '../../../../src/domain/request';
import type { CancellationRef } from '../../../../src/ports/cancellation-book';
import { escalationDesk } from '../escalation/desk';
import { HOUR, NOW, refOf, SHOP, SUPPORT, type Bookshop } from '../steps/bookshop';

export const VERA: Actor = { id: 'v_1', role: 'supervisor' };
export const WIM: Actor = { id: 'v_2', role: 'supervisor' };

/** A year after everything: no window is open any more. */
const LATE = new Date(NOW.getTime() + 365 * 24 * HOUR);

/** What two persons do to an order's ended cancellations, in a shop of its own making. */
export function reopeningDesk(shop: Bookshop) {
  const book = createReopeningBook(shop.db);
  const ask = (ref: CancellationRef, actor: Actor = SUPPORT, reason = 'New photos') =>
    book.ask({ ...ref, reason, actor });
  /** Asks, and fails where that is refused. */
  const asked = async (ref: CancellationRef, actor: Actor = SUPPORT) => {
    const answer = await ask(ref, actor);
    if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer));
    return answer.approvalId;
  };
  const decide = (ref: CancellationRef, approvalId: string, over: { decision?: 'REFUSED'; actor?: Actor } = {}) =>
    book.decide({ ...ref, approvalId, decision: 'APPROVED', actor: VERA, ...over });
  const send = (request: CancellationRequest) =>
    accept(shop.db, { clock: () => LATE })({ ...request, workflowId: `cancel/${request.cancellationId}` });
  /** Allows, and then opens, as the API does. */
  const open = async (ref: CancellationRef, approvalId: string, actor: Actor = VERA) => {
    const decided = await decide(ref, approvalId, { actor });
    if (decided.outcome !== 'allowed') return decided;
    const { cancellationId } = ref;
    const { escalated } = decided;
    return send(toReopening({ cancellationId, approvalId, escalated }, { shopId: SHOP, actor }));
  };
  const rejected = escalationDesk(shop).rejected;
  const upheld = async (ref: CancellationRef) => {
    const lever = { kind: 'arbitrate', merchantId: 'm_1', ruling: 'UPHELD' } as const;
    await pullLever(shop.db)({ ...ref, lever, actor: SUPPORT });
    await end(shop.db)({ ...ref, outcome: 'UPHELD' });
  };
  const openedBy = async (ref: CancellationRef) =>
    shop.db.selectFrom('cancellations').selectAll().where('escalates', '=', ref.cancellationId).execute();
  const approvals = (ref: CancellationRef) =>
    shop.db.selectFrom('approvals').selectAll().where('cancellation_id', '=', ref.cancellationId).execute();
  return { book, ask, asked, decide, send, open, rejected, upheld, openedBy, approvals, refOf };
}
