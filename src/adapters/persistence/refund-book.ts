import type { ChannelAnswer } from '../../domain/refund-leg';
import type { AttemptBegun, LegRef, LegStanding, RefundBook } from '../../ports/refund-book';
import type { ChannelCapabilities } from '../../ports/refund-channel';
import { applyAnswer } from './apply-answer';
import { beginAttempt, type Begun } from './begin-attempt';
import { closeTakenLeg } from './close-taken-leg';
import type { Database, Transaction } from './database';
import { inTransaction } from './in-transaction';
import { legKeyOf } from './leg-identity';
import { standingOfLeg } from './leg-standing';
import { lockCancellation } from './lock-cancellation';
import type { OwnChannels } from './own-channel';
import { applyParkedPayments, receivePaymentNews } from './payment-inbox';
import { applyParked, receiveEvent } from './webhook-inbox';

export interface RefundBookOptions {
  /** The channels whose books are our own. Left out: none. */
  readonly ownChannels?: OwnChannels;
}

type CapabilitiesOf = (channel: string) => ChannelCapabilities;

/** What the database keeps of refund legs; see the port. */
export function createRefundBook(db: Database, options: RefundBookOptions = {}): RefundBook {
  const ownChannels: OwnChannels = options.ownChannels ?? new Map();
  return {
    beginAttempt: async (ask, capabilitiesOf) => {
      const begin = (parkedApplied: boolean) =>
        inTransaction(db, async (tx) => {
          await lockOwnFirst(tx, ask, ownChannels);
          const begun = await beginAttempt(tx, { ...ask, parkedApplied }, capabilitiesOf);
          return creditOwn(tx, ask, { begun, capabilitiesOf, ownChannels });
        });
      let begun = await begin(false);
      if (begun.outcome === 'parked') {
        await applyParked(db, [ask.legId, legKeyOf(ask.shopId, ask.legId)]);
        begun = await begin(true);
      }
      if (begun.outcome === 'parked') throw new Error(`Messages about leg ${ask.legId} were not applied`);
      if (begun.outcome === 'answered')
        return { outcome: 'stored', leg: await record(db, { ...ask, answer: begun.answer }) };
      if (begun.outcome === 'taken')
        return { outcome: 'stored', leg: await closeTaken(db, { ...ask, code: begun.code }) };
      return begun;
    },
    recordAnswer: (answered) => record(db, answered),
    receiveEvent: (event) => receiveEvent(db, event),
    receivePaymentNews: (news) => receivePaymentNews(db, news),
    applyParked: async () => {
      await applyParkedPayments(db);
      return applyParked(db);
    },
  };
}

/**
 * Where answers are applied in the same transaction, the order is locked before its
 * leg, as everywhere else: no deadlock.
 */
async function lockOwnFirst(tx: Transaction, ref: LegRef, ownChannels: OwnChannels): Promise<void> {
  if (ownChannels.size === 0) return;
  const leg = await tx
    .selectFrom('refund_legs')
    .select('channel')
    .where('shop_id', '=', ref.shopId)
    .where('leg_id', '=', ref.legId)
    .executeTakeFirst();
  if (leg !== undefined && ownChannels.has(leg.channel)) await lockCancellation(tx, ref);
}

/** Where the books are our own, the attempt is the refund: credited and answered in the transaction that records it. */
async function creditOwn(
  tx: Transaction,
  ref: LegRef,
  of: { readonly begun: Begun; readonly capabilitiesOf: CapabilitiesOf; readonly ownChannels: OwnChannels },
): Promise<Exclude<Begun, { outcome: 'call' }> | Extract<AttemptBegun, { outcome: 'call' }>> {
  const { begun } = of;
  if (begun.outcome !== 'call' || of.capabilitiesOf(begun.channel).own !== true) return begun;
  const own = of.ownChannels.get(begun.channel);
  if (own === undefined) throw new Error(`The books of channel ${begun.channel} are ours, and not here`);
  const answer = await own.credit(tx, begun.request);
  const cancellation = await lockCancellation(tx, ref);
  const { leg } = await applyAnswer(tx, { cancellation, legId: ref.legId, attempt: begun.attempt, answer });
  return { outcome: 'stored', leg: standingOfLeg(leg) };
}

function record(
  db: Database,
  answered: LegRef & { readonly answer: ChannelAnswer; readonly attempt?: number },
): Promise<LegStanding> {
  const { legId, answer, attempt } = answered;
  return inTransaction(db, async (tx) => {
    const cancellation = await lockCancellation(tx, answered);
    const { leg } = await applyAnswer(tx, {
      cancellation,
      legId,
      answer,
      ...(attempt === undefined ? {} : { attempt }),
    });
    return standingOfLeg(leg);
  });
}

function closeTaken(db: Database, taken: LegRef & { readonly code: string }): Promise<LegStanding> {
  return inTransaction(db, async (tx) => {
    const cancellation = await lockCancellation(tx, taken);
    return standingOfLeg(await closeTakenLeg(tx, cancellation, taken));
  });
}
