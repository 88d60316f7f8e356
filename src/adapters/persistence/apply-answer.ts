import { lateNewsOf, legAfter, type LateNews } from '../../domain/leg-state';
import { RELEASING_STATES, type ChannelAnswer, type LegState } from '../../domain/refund-leg';
import type { Transaction } from './database';
import { arrived, cameToNothing, post, sent, type Posting } from './ledger';
import { lockOrderLegs } from './order-legs';
import { recordEvents } from './record-event';
import { writeRefundState } from './refund-state';
import { writeLeg } from './write-leg';
import type { CancellationRow } from './tables/cancellations';
import type { RefundLegRow } from './tables/money';

export interface Answered {
  /** Locked, with its order. */
  readonly cancellation: CancellationRow;
  readonly legId: string;
  readonly answer: ChannelAnswer;
  /** The attempt that it answers. */
  readonly attempt?: number;
}

export interface Applied {
  /** As it stands now. */
  readonly leg: RefundLegRow;
  readonly changed: boolean;
}

/**
 * The one way in which an answer changes a leg, whether it was asked for or came by itself: state, ledger, capture, authorization and what is
 * said of the refunds. Late, repeated and shuffled answers change nothing.
 */
export async function applyAnswer(tx: Transaction, answered: Answered): Promise<Applied> {
  const { cancellation, legId } = answered;
  const legs = await lockOrderLegs(tx, cancellation);
  const leg = legs.find(({ leg_id }) => leg_id === legId);
  if (leg === undefined) throw new Error(`No refund leg ${legId} of shop ${cancellation.shop_id}`);
  const answer = attributed(leg, answered.answer);
  const state = legAfter(leg.state, answer);
  const news = leg.late_news === null ? lateNewsOf(leg.state, answer) : undefined;
  const next = await writeLeg(tx, { ...answered, leg, answer, state, news });
  const changed = state !== leg.state || news !== undefined;
  if (!changed) return { leg: next, changed };
  await post(tx, cancellation, postingsOf(leg, state));
  if (state !== leg.state) await writeSource(tx, leg, state);
  const others = legs.filter(({ leg_id }) => leg_id !== legId);
  await writeRefundState(tx, cancellation, { legs: [...others, next], none: 'NONE' });
  await tell(tx, cancellation, { leg: next, news });
  return { leg: next, changed };
}

/** An answer that speaks of another refund than the one we know of is none for this leg. */
function attributed(leg: RefundLegRow, answer: ChannelAnswer): ChannelAnswer {
  const known = leg.provider_ref;
  if (known === null || answer.providerRef === undefined || answer.providerRef === known) return answer;
  return { outcome: 'mismatch', code: 'PROVIDER_REF_CHANGED' };
}

function isReleasing(state: LegState): boolean {
  return (RELEASING_STATES as readonly LegState[]).includes(state);
}

function postingsOf(leg: RefundLegRow, state: LegState): Posting[] {
  if (state === leg.state) return [];
  const first = leg.state === 'PLANNED' ? [sent(leg)] : [];
  if (state === 'SUCCEEDED') return [...first, arrived(leg)];
  return isReleasing(state) ? [...first, cameToNothing(leg)] : first;
}

/** What a leg's end means for what it was taken from: a failed one gives the capture its amount back, a void closes the authorization. */
async function writeSource(tx: Transaction, leg: RefundLegRow, state: LegState): Promise<void> {
  if (leg.capture_id !== null && isReleasing(state)) {
    await tx
      .updateTable('captures')
      .set((value) => ({ committed: value('committed', '-', leg.amount) }))
      .where('shop_id', '=', leg.shop_id)
      .where('order_id', '=', leg.order_id)
      .where('capture_id', '=', leg.capture_id)
      .execute();
  }
  if (leg.authorization_id !== null && state === 'SUCCEEDED') {
    await tx
      .updateTable('authorizations')
      .set({ state: 'VOIDED' })
      .where('shop_id', '=', leg.shop_id)
      .where('order_id', '=', leg.order_id)
      .where('authorization_id', '=', leg.authorization_id)
      .execute();
  }
}

async function tell(
  tx: Transaction,
  { shop_id, cancellation_id }: CancellationRow,
  { leg, news }: { readonly leg: RefundLegRow; readonly news: LateNews | undefined },
): Promise<void> {
  const { leg_id, tender_id, kind, amount, currency, code, provider_ref } = leg;
  const details = { legId: leg_id, tenderId: tender_id, kind, amount, currency, code, providerRef: provider_ref };
  const event = news === undefined ? `LEG_${leg.state}` : `LEG_${news}`;
  const actor = { id: leg.channel, role: 'system' } as const;
  await recordEvents(tx, { shopId: shop_id, cancellationId: cancellation_id }, [{ event, actor, details }]);
}
