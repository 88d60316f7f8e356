import { sql } from 'kysely';
import { lateNewsOf, legAfter, type LateNews } from '../../domain/leg-state';
import { RELEASING_STATES, type ChannelAnswer, type LegState } from '../../domain/refund-leg';
import { releaseCapture, writeCaptureStanding } from './capture-counters';
import type { RepairRef } from '../../ports/refund-book';
import type { Transaction } from './database';
import { noteLateMoney } from './late-money';
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
  /** Money that must go back by a run of its own. */
  readonly repair?: RepairRef;
}

/**
 * The one way in which an answer changes a leg, whether it was asked for or came by itself: state, ledger, capture,
 * authorization and what is said of the refunds. Late, repeated and shuffled answers change nothing.
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
  if (leg.provider_ref === null && next.provider_ref !== null) await disownAsExternal(tx, next);
  const changed = state !== leg.state || news !== undefined;
  if (!changed) return { leg: next, changed };
  await post(tx, cancellation, postingsOf(leg, state));
  const late = state === leg.state ? [] : await writeSource(tx, leg, state);
  const repairs = news === 'RETURNED' ? await openReturned(tx, leg) : late;
  const others = legs.filter(({ leg_id }) => leg_id !== legId);
  await writeRefundState(tx, cancellation, { legs: [...others, next], none: 'NONE' });
  await tell(tx, cancellation, { leg: next, news });
  const [repair] = repairs;
  return { leg: next, changed, ...(repair === undefined ? {} : { repair }) };
}

/** What came back is a repair's from the moment on that we know of it. A void moved nothing that could come back. */
async function openReturned(tx: Transaction, leg: RefundLegRow): Promise<RepairRef[]> {
  if (leg.kind === 'void') return [];
  const { shop_id, leg_id, cancellation_id, amount } = leg;
  await tx
    .insertInto('repairs')
    .values({ shop_id, subject: leg_id, kind: 'RETURNED', cancellation_id, amount, done_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return [{ shopId: shop_id, cancellationId: cancellation_id, subject: leg_id }];
}

/**
 * A refund that was taken for somebody else's before its id was known to be our leg's: it is counted by the leg alone.
 */
async function disownAsExternal(
  tx: Transaction,
  { shop_id, order_id, provider_ref, capture_id }: RefundLegRow,
): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('payment_events')
    .where('shop_id', '=', shop_id)
    .where('order_id', '=', order_id)
    .where('event_id', '=', externalEventId(provider_ref ?? ''))
    .executeTakeFirstOrThrow();
  if (numDeletedRows > 0n && capture_id !== null) await writeCaptureStanding(tx, { shop_id, order_id }, [capture_id]);
}

/** Under which id a channel's refund is kept that was not made by us. */
export function externalEventId(providerRef: string): string {
  return `EXTERNAL_REFUND:${providerRef}`;
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

/**
 * What a leg's end means for what it was taken from: a failed one gives the capture its amount back, a void closes the
 * authorization; what was captured of that one all the same must go back by a repair.
 */
async function writeSource(tx: Transaction, leg: RefundLegRow, state: LegState): Promise<RepairRef[]> {
  if (isReleasing(state)) await releaseCapture(tx, leg);
  if (leg.authorization_id === null || state !== 'SUCCEEDED') return [];
  const { rows } = await sql<{ capture_id: string }>`
    with voided as (
      update authorizations set state = 'VOIDED'
      where shop_id = ${leg.shop_id} and order_id = ${leg.order_id} and authorization_id = ${leg.authorization_id})
    select capture_id from captures
    where shop_id = ${leg.shop_id} and order_id = ${leg.order_id} and authorization_id = ${leg.authorization_id}`.execute(
    tx,
  );
  return rows.length === 0
    ? []
    : noteLateMoney(
        tx,
        leg,
        rows.map(({ capture_id }) => capture_id),
      );
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
