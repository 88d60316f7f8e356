import { LEVER_ROLES } from '../../../domain/lever';
import { refused } from '../../../domain/refusals';
import { whyNotReopenable } from '../../../domain/reopening';
import type { ReopeningBook } from '../../../ports/reopening-book';
import { approvalIdOf, askApproval } from '../approvals';
import type { Database, Transaction } from '../database';
import { writeRemark } from '../escalation/remarks';
import { inTransaction } from '../in-transaction';
import { lockCancellationIfThere } from '../lock-cancellation';
import { recordEvents } from '../record-event';
import type { CancellationRow } from '../tables/cancellations';
import { decideReopening } from './decide-reopening';
import { REOPEN, reopeningOf } from './reopening-content';
import { reopeningsOf, takenUpBy } from './reopening-facts';

type Asking = Parameters<ReopeningBook['ask']>[0];

/** Reopenings on our own database; see the port. */
export function createReopeningBook(db: Database): ReopeningBook {
  return {
    ask: (input) => inTransaction(db, (tx) => ask(tx, input)),
    decide: (input) => inTransaction(db, (tx) => decideReopening(tx, input)),
  };
}

async function ask(tx: Transaction, input: Asking): ReturnType<ReopeningBook['ask']> {
  const { role, id } = input.actor;
  if (!LEVER_ROLES.reopen.includes(role)) return refused('ROLE_NOT_ALLOWED', { role, lever: 'reopen' });
  const row = await lockCancellationIfThere(tx, input);
  if (row === undefined) return refused('CANCELLATION_NOT_FOUND');
  const { state } = row;
  const later = await takenUpBy(tx, input);
  const refusal = whyNotReopenable({ state, escalatedBy: later?.cancellation_id });
  if (refusal !== undefined) return refusal;
  // One that is allowed and has opened nothing yet still stands.
  const standing = (await reopeningsOf(tx, input)).find(({ decision }) => decision !== 'REFUSED');
  const isOwn = standing?.asked_by === id && standing.decision === null;
  if (standing !== undefined && !isOwn) return refused('LEVER_NOT_APPLICABLE', { approvalId: standing.approval_id });
  const approvalId = standing?.approval_id ?? (await store(tx, row, input));
  await writeRemark(tx, input, { kind: 'REOPENING', text: input.reason, actor: input.actor });
  return { outcome: 'asked', approvalId, state };
}

async function store(tx: Transaction, row: CancellationRow, input: Asking): Promise<string> {
  const { shop_id, cancellation_id, state } = row;
  const { actor } = input;
  const { count } = await tx
    .selectFrom('approvals')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('shop_id', '=', shop_id)
    .where('cancellation_id', '=', cancellation_id)
    .executeTakeFirstOrThrow();
  const approvalId = approvalIdOf(row, Number(count) + 1);
  const content = reopeningOf(row);
  await askApproval(tx, row, { approvalId, action: REOPEN, subject: cancellation_id, content, actor });
  const details = { lever: { kind: 'reopen' }, approvalId };
  await recordEvents(tx, input, [{ event: 'LEVER_PULLED', actor, from: state, to: state, reason: 'reopen', details }]);
  return approvalId;
}
