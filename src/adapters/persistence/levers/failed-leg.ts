import { RELEASING_STATES, type LegState } from '../../../domain/refund-leg';
import { refused, type Refusal } from '../../../domain/refusals';
import type { RefundLegRow } from '../tables/money';

/**
 * A leg whose money may go another way: proven failed, or come back after it had arrived, and replaced by no other. LEG_NOT_FOUND,
 * LEG_NOT_FAILED, or LEVER_NOT_APPLICABLE for one that was replaced, or that never was the customer's money (a void).
 */
export function failedLeg(own: readonly RefundLegRow[], legId: string): { readonly leg: RefundLegRow } | Refusal {
  const leg = own.find(({ leg_id }) => leg_id === legId);
  if (leg === undefined) return refused('LEG_NOT_FOUND', { legId });
  if (leg.replaced_by !== null) return refused('LEVER_NOT_APPLICABLE', { replacedBy: leg.replaced_by });
  const isFailed = (RELEASING_STATES as readonly LegState[]).includes(leg.state);
  if (!isFailed && !cameBack(leg)) return refused('LEG_NOT_FAILED', { legId, state: leg.state });
  return leg.kind === 'void' ? refused('LEVER_NOT_APPLICABLE', { legId, kind: leg.kind }) : { leg };
}

/** Did its money come back after it had arrived? */
export function cameBack({ state, late_news }: Pick<RefundLegRow, 'state' | 'late_news'>): boolean {
  return state === 'SUCCEEDED' && late_news === 'RETURNED';
}
