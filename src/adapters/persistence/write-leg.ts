import { expectedDay } from '../../domain/arrival';
import type { LateNews } from '../../domain/leg-state';
import { ACCEPTED_STATES, FINAL_STATES, type ChannelAnswer, type LegState } from '../../domain/refund-leg';
import type { Quote } from '../../domain/quote';
import type { Transaction } from './database';
import type { CancellationRow } from './tables/cancellations';
import type { RefundLegRow } from './tables/money';

export interface LegWrite {
  readonly cancellation: CancellationRow;
  readonly leg: RefundLegRow;
  readonly answer: ChannelAnswer;
  readonly state: LegState;
  readonly news: LateNews | undefined;
  readonly attempt?: number;
}

/** Writes what an answer changed of a leg, and the answer to its attempt, in one round trip; the leg as it is then. */
export async function writeLeg(tx: Transaction, write: LegWrite): Promise<RefundLegRow> {
  const { leg, answer, attempt } = write;
  const set = changesOf(write);
  const base = tx.with('answered', (cte) =>
    cte
      .updateTable('refund_attempts')
      .set({ outcome: answer.outcome, code: answer.code ?? null, answered_at: new Date() })
      .where('shop_id', '=', leg.shop_id)
      .where('leg_id', '=', leg.leg_id)
      .where('attempt', '=', attempt ?? 0)
      .where('answered_at', 'is', null),
  );
  await base
    .updateTable('refund_legs')
    .set({ ...set, updated_at: new Date() })
    .where('shop_id', '=', leg.shop_id)
    .where('leg_id', '=', leg.leg_id)
    .execute();
  return { ...leg, ...set };
}

function changesOf({ cancellation, leg, answer, state, news }: LegWrite): Partial<RefundLegRow> {
  const now = new Date();
  const moves = state !== leg.state;
  const isAccepted = (ACCEPTED_STATES as readonly LegState[]).includes(state);
  const isFinal = (FINAL_STATES as readonly LegState[]).includes(state);
  return {
    state,
    provider_ref: leg.provider_ref ?? answer.providerRef ?? null,
    ...(news === undefined ? {} : { late_news: news }),
    ...(moves ? { code: answer.code ?? null } : {}),
    ...(moves && leg.submitted_at === null ? { submitted_at: now } : {}),
    ...(moves && isFinal ? { final_at: now } : {}),
    ...(isAccepted && leg.expected_by === null ? { expected_by: expectedBy(cancellation.quote, leg, now) } : {}),
  };
}

/**
 * The day that the customer was promised: the latest of the channel's days, as the frozen quote has them, from now on.
 */
function expectedBy({ tenders }: Quote, leg: RefundLegRow, from: Date): string | null {
  const own = tenders.filter(({ tenderId }) => tenderId === leg.tender_id);
  const quoted = own.find(({ kind }) => kind === leg.kind) ?? own[0];
  if (quoted === undefined) return null;
  return expectedDay(from, quoted);
}
