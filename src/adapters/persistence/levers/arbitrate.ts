import type { Lever } from '../../../domain/lever';
import { refused } from '../../../domain/refusals';
import { addEvidence } from '../escalation/evidence-rows';
import { rule } from '../escalation/rule';
import { loadStanding } from '../standing';
import type { Apply, Pull } from './lever-effect';

type Arbitrate = Extract<Lever, { kind: 'arbitrate' }>;

/** Decides an escalated part in its merchant's place: the ruling takes the place of the escalation. Upheld is a rejection. */
export const arbitrate: Apply<Arbitrate> = async ({ tx, row, lever, actor }: Pull<Arbitrate>) => {
  const { merchantId } = lever;
  if (row.withdrawn_at !== null) return refused('ALREADY_WITHDRAWN');
  const before = await loadStanding(tx, { shopId: row.shop_id, cancellationId: row.cancellation_id });
  const part = before.parts.find((candidate) => candidate.merchantId === merchantId);
  if (part === undefined) return refused('MERCHANT_NOT_ASKED', { merchantId });
  if (part.state !== 'ESCALATED') return refused('LEVER_NOT_APPLICABLE', { merchantId, decision: part.decision });
  const { ruling } = lever;
  const receivedAt = new Date().toISOString();
  const { standing, next, deadline } = await rule({ tx, row }, before, {
    ...{ merchantId, ruling, door: 'LEVER', actor, receivedAt },
  });
  if (lever.evidence !== undefined) await addEvidence(tx, row, { ...lever.evidence, actor });
  const isStuck = row.state === 'NEEDS_HUMAN';
  const othersWait = standing.parts.some(({ decision }) => decision === 'ESCALATED');
  if (isStuck && (row.stuck_cause !== 'DECISION_ESCALATED' || othersWait)) {
    return { outcome: 'done', to: row.state, set: { stuck_from: next, deadline } };
  }
  return { outcome: 'done', to: next, set: { deadline } };
};
