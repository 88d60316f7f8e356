import { refused } from '../../../domain/refusals';
import { loadStanding, standingOf, withPart } from '../standing';
import { rewriteDecision } from '../store-decision';
import { stateAfter } from '../waiting';
import { stuckFrom, type Apply, type Pull } from './lever-effect';

interface Arbitrate {
  readonly kind: 'arbitrate';
  readonly merchantId: string;
  readonly ruling: 'APPROVED' | 'UPHELD';
}

/** Decides an escalated part in its merchant's place: the ruling takes the place of the escalation. Upheld is a rejection. */
export const arbitrate: Apply<Arbitrate> = async ({ tx, row, lever, actor }: Pull<Arbitrate>) => {
  const { merchantId } = lever;
  if (row.withdrawn_at !== null) return refused('ALREADY_WITHDRAWN');
  const before = await loadStanding(tx, { shopId: row.shop_id, cancellationId: row.cancellation_id });
  const part = before.parts.find((candidate) => candidate.merchantId === merchantId);
  if (part === undefined) return refused('MERCHANT_NOT_ASKED', { merchantId });
  if (part.state !== 'ESCALATED') return refused('LEVER_NOT_APPLICABLE', { merchantId, decision: part.decision });
  const outcome = lever.ruling === 'APPROVED' ? 'APPROVED' : 'REJECTED';
  const receivedAt = new Date().toISOString();
  const decided = { merchantId, outcome, door: 'LEVER', actor, receivedAt } as const;
  await rewriteDecision(tx, row, decided);
  const standing = standingOf(withPart(before, merchantId, { state: outcome, decided }));
  const isStuck = row.state === 'NEEDS_HUMAN';
  const next = stateAfter(isStuck ? stuckFrom(row) : row.state, standing);
  const othersWait = standing.parts.some(({ decision }) => decision === 'ESCALATED');
  if (isStuck && (row.stuck_cause !== 'DECISION_ESCALATED' || othersWait)) {
    return { outcome: 'done', to: row.state, set: { stuck_from: next } };
  }
  return { outcome: 'done', to: next };
};
