import type { ChannelAnswer, LegState } from './refund-leg';

/** How far a leg has come. A message never takes it back; PENDING, BLOCKED and DISPUTED may follow each other. */
export const LEG_RANK: Readonly<Record<LegState, number>> = {
  PLANNED: 0,
  SUBMITTED: 1,
  AMBIGUOUS: 2,
  BLOCKED: 3,
  DISPUTED: 3,
  PENDING: 3,
  REVIEW: 4,
  SUCCEEDED: 5,
  FAILED: 5,
  CLOSED: 5,
  MANUAL: 5,
};

const ENDED = LEG_RANK.SUCCEEDED;

/**
 * A receipt is no success, a missing answer no failure; not found proves nothing,
 * since a request may still be on its way.
 */
const MEANT: Readonly<Record<ChannelAnswer['outcome'], LegState | undefined>> = {
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  closed: 'CLOSED',
  pending: 'PENDING',
  requires_action: 'PENDING',
  blocked: 'BLOCKED',
  disputed: 'DISPUTED',
  ambiguous: 'AMBIGUOUS',
  not_found: 'AMBIGUOUS',
  mismatch: 'REVIEW',
  not_sent: undefined,
  rate_limited: undefined,
};

/**
 * The one reducer for polls and webhooks: where a leg stands after an answer. An end is never left (see `lateNewsOf`
 * for messages that contradict it); out of REVIEW leads only a definite answer that matches the leg. `not_sent` and
 * `rate_limited` leave it where it is, to be sent again under its own key.
 */
export function legAfter(state: LegState, answer: Pick<ChannelAnswer, 'outcome'>): LegState {
  const meant = MEANT[answer.outcome];
  if (meant === undefined || LEG_RANK[state] >= ENDED) return state;
  if (state === 'PLANNED' && answer.outcome === 'not_found') return state;
  return LEG_RANK[meant] >= LEG_RANK[state] ? meant : state;
}

/**
 * A message that contradicts how a leg ended; its record opens a case, the leg stays. RETURNED: the money came back
 * after success. PAID_AFTER_ALL: it moved although proven failed. PAID_TWICE: it moved although returned by hand.
 * CONTRADICTED: amount or payment differ.
 */
export type LateNews = 'RETURNED' | 'PAID_AFTER_ALL' | 'PAID_TWICE' | 'CONTRADICTED';

/** What is exceptional about an answer for a leg in this state, if anything is. */
export function lateNewsOf(state: LegState, answer: Pick<ChannelAnswer, 'outcome'>): LateNews | undefined {
  const { outcome } = answer;
  if (LEG_RANK[state] < ENDED) return undefined;
  if (outcome === 'mismatch') return 'CONTRADICTED';
  if (state === 'SUCCEEDED') return outcome === 'failed' || outcome === 'closed' ? 'RETURNED' : undefined;
  if (outcome !== 'succeeded') return undefined;
  return state === 'MANUAL' ? 'PAID_TWICE' : 'PAID_AFTER_ALL';
}
