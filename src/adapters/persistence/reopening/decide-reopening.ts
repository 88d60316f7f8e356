import { LEVER_ROLES } from '../../../domain/lever';
import { refused } from '../../../domain/refusals';
import { whyNotReopenable } from '../../../domain/reopening';
import type { ReopeningBook } from '../../../ports/reopening-book';
import { decideApproval, requireAsAsked } from '../approvals';
import type { Transaction } from '../database';
import { lockCancellationIfThere } from '../lock-cancellation';
import { recordEvents } from '../record-event';
import type { CancellationRow } from '../tables/cancellations';
import { reopeningOf } from './reopening-content';
import { deniedTries, reopeningsOf, takenUpBy } from './reopening-facts';

type Deciding = Parameters<ReopeningBook['decide']>[0];

/**
 * A second person allows, or refuses, what another asked for; the database refuses the same person too. What is allowed is opened by the caller:
 * the same decision again gets the same, whoever other than the asker gives it.
 * @throws Error when what is stored is not what was asked: somebody has changed it since.
 */
export async function decideReopening(tx: Transaction, input: Deciding): ReturnType<ReopeningBook['decide']> {
  const { approvalId, decision, actor } = input;
  const { role } = actor;
  if (!LEVER_ROLES.approveReopening.includes(role)) {
    return refused('ROLE_NOT_ALLOWED', { role, lever: 'approveReopening' });
  }
  const row = await lockCancellationIfThere(tx, input);
  if (row === undefined) return refused('CANCELLATION_NOT_FOUND');
  const approval = (await reopeningsOf(tx, input)).find(({ approval_id }) => approval_id === approvalId);
  if (approval === undefined) return refused('APPROVAL_NOT_FOUND', { approvalId });
  if (approval.asked_by === actor.id) return refused('SECOND_PERSON_NEEDED', { approvalId });
  const { decision: before } = approval;
  if (before !== null && before !== decision) return refused('LEVER_NOT_APPLICABLE', { decision: before });
  requireAsAsked(approval);
  const { state } = row;
  if (decision === 'REFUSED') {
    if (before === null) await record(tx, row, input);
    return { outcome: 'closed', state };
  }
  const later = await takenUpBy(tx, input);
  if (later?.reopening === approvalId) return { outcome: 'opened', state, cancellationId: later.cancellation_id };
  const refusal = whyNotReopenable({ state, escalatedBy: later?.cancellation_id });
  if (refusal !== undefined) return refusal;
  if (before === null) await record(tx, row, input);
  const { escalates: _of, ...asked } = reopeningOf(row);
  const denied = await deniedTries(tx, row.shop_id, approvalId);
  return { outcome: 'allowed', state, escalated: { ...asked, denied } };
}

async function record(tx: Transaction, row: CancellationRow, input: Deciding): Promise<void> {
  const { approvalId, decision, actor } = input;
  await decideApproval(tx, row, { approvalId, decision, actor });
  const details = { lever: { kind: 'approveReopening', approvalId, decision } };
  const { state } = row;
  await recordEvents(tx, input, [
    { event: 'LEVER_PULLED', actor, from: state, to: state, reason: 'approveReopening', details },
  ]);
}
