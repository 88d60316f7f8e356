import { SYSTEM_ACTOR } from '../../../domain/cancellation';
import { refused, type Refusal } from '../../../domain/refusals';
import type { CancellationBook } from '../../../ports/cancellation-book';
import type { Database } from '../database';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { lockCancellation } from '../lock-cancellation';
import { moveState } from '../move-state';
import { loadStanding, standingOf, type StoredPart } from '../standing';
import type { CancellationRow } from '../tables/cancellations';
import { waitingOnOf } from '../waiting';
import { rule } from './rule';

/**
 * The time of an arbiter is over: the policy of the part rules in his place, under the lock that his ruling takes, or leaves it to a person. Refused
 * with MERCHANT_NOT_ASKED, ALREADY_WITHDRAWN, CANCELLATION_ENDED, ALREADY_DECIDED or NOT_AWAITING_DECISION (before its time: the details
 * say until when). Where somebody has ruled before, the standing tells how.
 */
export function recordRulingTimeout(db: Database): CancellationBook['recordRulingTimeout'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, input);
      const before = await loadStanding(tx, input);
      const standing = standingOf(before);
      const part = before.parts.find(({ merchantId }) => merchantId === input.merchantId);
      if (part === undefined) return { ...refused('MERCHANT_NOT_ASKED', { merchantId: input.merchantId }), standing };
      const made = part.decided;
      // The same time-out again, or an arbiter who was first: the run follows it.
      if (part.state !== 'ESCALATED' && (made?.outcome === 'APPROVED' || made?.outcome === 'REJECTED')) {
        return { outcome: 'ruled', ruling: made.outcome === 'APPROVED' ? 'APPROVED' : 'UPHELD', standing };
      }
      const refusal = refusalOf(row, part, input.receivedAt);
      if (refusal !== undefined) return { ...refusal, standing };
      const ruling = part.arbitration?.onTimeout;
      if (ruling === undefined || ruling === 'NEEDS_HUMAN') return { outcome: 'person', standing };
      const { merchantId, receivedAt } = input;
      const ruled = await rule({ tx, row }, before, {
        ...{ merchantId, ruling, receivedAt: new Date(receivedAt).toISOString(), door: 'TIMEOUT', actor: SYSTEM_ACTOR },
      });
      const isStuck = row.state === 'NEEDS_HUMAN';
      await moveState(tx, row, {
        to: isStuck ? row.state : ruled.next,
        waitingOn: isStuck ? row.waiting_on : waitingOnOf(ruled.next, ruled.standing),
        event: 'RULED',
        details: { merchantId, ruling, door: 'TIMEOUT' },
        set: { deadline: ruled.deadline, ...(isStuck ? { stuck_from: ruled.next } : {}) },
      });
      return { outcome: 'ruled', ruling, standing: ruled.standing };
    });
}

function refusalOf(row: CancellationRow, part: StoredPart, receivedAt: string): Refusal | undefined {
  if (row.withdrawn_at !== null) return refused('ALREADY_WITHDRAWN');
  if (hasEnded(row.state)) return refused('CANCELLATION_ENDED', { state: row.state });
  if (part.state !== 'ESCALATED') return refused('NOT_AWAITING_DECISION', { state: row.state });
  const { until } = part.arbitration ?? {};
  const isDue = until === undefined || Date.parse(receivedAt) >= Date.parse(until);
  return isDue ? undefined : refused('NOT_AWAITING_DECISION', { deadline: until });
}
