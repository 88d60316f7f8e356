import { LEVER_ROLES } from '../../../domain/lever';
import { refused, type Refusal } from '../../../domain/refusals';
import type { CancellationRequest } from '../../../domain/request';
import { whyNotReopenable } from '../../../domain/reopening';
import { contentHashOf } from '../content-hash';
import type { Transaction } from '../database';
import type { ApprovalRow } from '../tables/approvals';
import { askedOf, REOPEN } from './reopening-content';
import { takenUpBy } from './reopening-facts';

/**
 * Why a request may not have an ended cancellation decided again, whichever door it came through; undefined where two persons have allowed exactly
 * that. The order's row must be locked. ROLE_NOT_ALLOWED, APPROVAL_NOT_FOUND (also one of another cancellation), CANCELLATION_NOT_FOUND,
 * SECOND_PERSON_NEEDED (nobody, or nobody else, has allowed it), LEVER_NOT_APPLICABLE (also for anything else than was allowed) or ALREADY_ESCALATED.
 */
export async function whyNotReopened(
  tx: Transaction,
  request: CancellationRequest & { readonly reopening: string },
): Promise<Refusal | undefined> {
  const { shopId, orderId, escalates, reopening: approvalId, actor } = request;
  const { role } = actor;
  if (!LEVER_ROLES.approveReopening.includes(role)) return refused('ROLE_NOT_ALLOWED', { role });
  if (escalates === undefined) return refused('APPROVAL_NOT_FOUND', { approvalId });
  const row = await tx
    .selectFrom('cancellations')
    .select('state')
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .where('cancellation_id', '=', escalates)
    .executeTakeFirst();
  if (row === undefined) return refused('CANCELLATION_NOT_FOUND');
  const approval = await tx
    .selectFrom('approvals')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('approval_id', '=', approvalId)
    .where('cancellation_id', '=', escalates)
    .where('action', '=', REOPEN)
    .executeTakeFirst();
  if (approval === undefined) return refused('APPROVAL_NOT_FOUND', { approvalId });
  if (!isByTwo(approval) || approval.asked_by === actor.id) return refused('SECOND_PERSON_NEEDED', { approvalId });
  if (contentHashOf(askedOf({ ...request, escalates })) !== approval.content_hash) {
    return refused('LEVER_NOT_APPLICABLE', { approvalId });
  }
  const later = await takenUpBy(tx, { shopId, cancellationId: escalates });
  return whyNotReopenable({ state: row.state, escalatedBy: later?.cancellation_id });
}

function isByTwo({ decision, asked_by, asked_role, decided_by, decided_role }: ApprovalRow): boolean {
  if (decision !== 'APPROVED' || decided_role === null || decided_by === asked_by) return false;
  return LEVER_ROLES.reopen.includes(asked_role) && LEVER_ROLES.approveReopening.includes(decided_role);
}
