import { nextMailAttemptAt } from '../../../domain/mail-schedule';
import type { ClaimedMail, MailResult, MailState } from '../../../ports/mails';
import type { Database } from '../database';
import { inTransaction } from '../in-transaction';
import { placeOfMail, sealJson, type MailVault } from './mail-vault';

const DONE = { sent: 'SENT', kept: 'KEPT', refused: 'FAILED', unknown: 'UNKNOWN', skipped: 'SKIPPED' } as const;

interface Recorded {
  readonly mail: ClaimedMail;
  readonly now: Date;
  readonly result: MailResult;
}

/** Writes down what came of a mail, if it is still this process's; what holds. */
export function recordMail(
  db: Database,
  vault: MailVault | undefined,
  { mail: { mailId, claim }, now, result }: Recorded,
): Promise<MailState> {
  return inTransaction(db, async (tx) => {
    const row = await tx
      .selectFrom('mails')
      .select(['state', 'step', 'claim'])
      .where('mail_id', '=', mailId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (row.claim !== claim) return row.state;
    const next = result.outcome === 'later' ? nextMailAttemptAt(row.step, now) : undefined;
    const state = result.outcome !== 'later' ? DONE[result.outcome] : next === undefined ? 'FAILED' : 'PENDING';
    const isOver = state !== 'PENDING';
    const kept = vault === undefined || !('mail' in result) ? null : sealJson(vault, result.mail, placeOfMail(mailId));
    await tx
      .updateTable('mails')
      .set({
        ...{ state, claim: null, step: row.step + 1, next_attempt_at: next ?? now, done_at: isOver ? now : null },
        error: 'code' in result ? result.code : null,
        ...(isOver ? { sealed: kept } : {}),
      })
      .where('mail_id', '=', mailId)
      .execute();
    return state;
  });
}
