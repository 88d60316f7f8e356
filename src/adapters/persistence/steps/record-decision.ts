import { arbitrationClock } from '../../../domain/arbitration';
import { TRANSITIONS } from '../../../domain/cancellation';
import { canonicalJson } from '../../../domain/policy-snapshot';
import { inTime, type Decision, type DecisionOutcome } from '../../../domain/decision';
import { refused, type Refusal } from '../../../domain/refusals';
import type { CancellationBook, DecisionInput, DecisionResult } from '../../../ports/cancellation-book';
import { leaveOut, unitsLeftOut } from '../approve-some';
import type { Database, Transaction } from '../database';
import { writeRemark } from '../escalation/remarks';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { lockCancellationIfThere } from '../lock-cancellation';
import { loadStanding, standingOf, withPart, type StoredPart, type StoredStanding } from '../standing';
import { storeDecision } from '../store-decision';
import type { CancellationRow } from '../tables/cancellations';

/** What a time-out writes. */
const BY_POLICY = { APPROVE: 'APPROVED', REJECT: 'REJECTED', ESCALATE: 'ESCALATED' } as const;

/** Who may decide: whoever may take a cancellation from waiting for a decision to its next state. */
const DECIDERS = TRANSITIONS.AWAITING_DECISION.find(({ to }) => to === 'INTERCEPTING')?.by ?? [];

/**
 * Records who was first: one row a part, under the order's lock. Called by the workflow and by the HTTP API alike.
 * Refused with CANCELLATION_NOT_FOUND, ROLE_NOT_ALLOWED, MERCHANT_NOT_ASKED, ALREADY_DECIDED (which names the winner),
 * ALREADY_WITHDRAWN, CANCELLATION_ENDED, NOT_AWAITING_DECISION (for a time-out before its deadline: the deadline is in
 * the details), REJECTION_REASON_MISSING, DECISION_TOO_LATE, or, for an approval of some lines, UNIT_UNKNOWN,
 * QUANTITY_TOO_GREAT or PART_NOT_ACCEPTED. While an offer is open nothing is decided: NOT_AWAITING_DECISION. A part
 * that is refused as too late stays pending until its time-out is recorded.
 */
export function recordDecision(db: Database): CancellationBook['recordDecision'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellationIfThere(tx, input);
      if (row === undefined) return { ...refused('CANCELLATION_NOT_FOUND'), standing: NOTHING };
      return decide(tx, row, input);
    });
}

const NOTHING = { parts: [], decided: false, parcels: [] };

async function decide(tx: Transaction, row: CancellationRow, input: DecisionInput): Promise<DecisionResult> {
  const standing = await loadStanding(tx, input);
  const { role } = input.actor;
  if (!DECIDERS.includes(role)) return { ...refused('ROLE_NOT_ALLOWED', { role }), standing: standingOf(standing) };
  const part = standing.parts.find(({ merchantId }) => merchantId === input.merchantId);
  if (part?.decided !== undefined) return afterwards(part.decided, input, standing);
  if (part === undefined) {
    return { ...refused('MERCHANT_NOT_ASKED', { merchantId: input.merchantId }), standing: standingOf(standing) };
  }
  const refusal = refusalOf(row, part, input) ?? (standing.offer?.state === 'OPEN' ? whileOffered(row) : undefined);
  if (refusal !== undefined) return { ...refusal, standing: standingOf(standing) };
  const decision = decisionOf(input, part);
  const left = decision.lines === undefined ? [] : await unitsLeftOut(tx, row, { ...decision, lines: decision.lines });
  if ('outcome' in left) return { ...left, standing: standingOf(standing) };
  await leaveOut(tx, row, left);
  const now = left.length === 0 ? standing : await loadStanding(tx, input);
  const changed = withPart(now, input.merchantId, {
    ...{ state: decision.outcome, decided: decision },
    ...arbitrationOf(row, decision),
  });
  await storeDecision(tx, row, { decision, standing: changed });
  if (decision.outcome === 'REJECTED' && input.message !== undefined) {
    const { merchantId, message: text, actor } = input;
    await writeRemark(tx, input, { kind: 'REJECTION', merchantId, text, actor });
  }
  return { outcome: 'recorded', decision: decision.outcome, standing: standingOf(changed) };
}

/** The arbiter's clock of a part that its time-out sends there. */
function arbitrationOf({ policies }: CancellationRow, { outcome, merchantId, receivedAt }: Decision) {
  const policy = outcome === 'ESCALATED' ? policies[merchantId] : undefined;
  return policy === undefined ? {} : { arbitration: arbitrationClock(policy, new Date(receivedAt)) };
}

function whileOffered({ state }: CancellationRow): Refusal {
  return refused('NOT_AWAITING_DECISION', { state });
}

/** Somebody was first: the same again is the same answer, another one loses to it. */
function afterwards(winner: Decision, input: DecisionInput, stored: StoredStanding): DecisionResult {
  const standing = standingOf(stored);
  const isSame =
    input.door === 'TIMEOUT'
      ? winner.door === 'TIMEOUT'
      : winner.outcome === input.outcome &&
        winner.actor.id === input.actor.id &&
        winner.door !== 'TIMEOUT' &&
        canonicalJson(choiceOf(winner)) === canonicalJson(choiceOf(input));
  if (isSame) return { outcome: 'recorded', decision: winner.outcome, standing };
  const { outcome, door, receivedAt } = winner;
  return { ...refused('ALREADY_DECIDED', { outcome, door }), winner: { outcome, door, receivedAt }, standing };
}

function refusalOf(row: CancellationRow, part: StoredPart, input: DecisionInput): Refusal | undefined {
  const { door, outcome } = input;
  if (row.withdrawn_at !== null) return refused('ALREADY_WITHDRAWN');
  if (hasEnded(row.state)) return refused('CANCELLATION_ENDED', { state: row.state });
  if (part.state !== 'PENDING') return refused('NOT_AWAITING_DECISION', { state: row.state });
  const { deadline } = part;
  if (door === 'TIMEOUT') {
    const isDue = deadline !== undefined && Date.parse(input.receivedAt) >= Date.parse(deadline);
    return isDue ? undefined : refused('NOT_AWAITING_DECISION', deadline === undefined ? {} : { deadline });
  }
  // Only the time-out may escalate or leave it to policy.
  if (outcome !== 'APPROVED' && outcome !== 'REJECTED') return refused('ROLE_NOT_ALLOWED', { outcome });
  if (outcome === 'REJECTED' && input.rejectionReason === undefined) return refused('REJECTION_REASON_MISSING');
  if (deadline === undefined || inTime(new Date(input.receivedAt), new Date(deadline))) return undefined;
  return refused('DECISION_TOO_LATE', { deadline });
}

/** What a merchant adds to an approval. */
function choiceOf({ outcome, lines, restock }: Pick<DecisionInput, 'outcome' | 'lines' | 'restock'>) {
  if (outcome !== 'APPROVED') return {};
  return { ...(lines === undefined ? {} : { lines }), ...(restock === undefined ? {} : { restock }) };
}

function decisionOf(input: DecisionInput, part: StoredPart): Decision {
  const { merchantId, door, actor, rejectionReason } = input;
  const outcome = door === 'TIMEOUT' ? BY_POLICY[part.onTimeout] : (input.outcome as DecisionOutcome);
  const receivedAt = new Date(input.receivedAt).toISOString();
  const decision = { merchantId, outcome, door, actor, receivedAt, ...choiceOf(input) };
  return outcome === 'REJECTED' && rejectionReason !== undefined ? { ...decision, rejectionReason } : decision;
}
