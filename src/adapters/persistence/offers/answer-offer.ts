import { mayMove, type Actor } from '../../../domain/cancellation';
import { inTime } from '../../../domain/decision';
import { resumedDeadline } from '../../../domain/offer';
import { refused, type Refusal } from '../../../domain/refusals';
import type { CancellationBook, OfferAnswerInput, OfferAnswerResult } from '../../../ports/cancellation-book';
import type { Database, Transaction } from '../database';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { lockCancellationIfThere } from '../lock-cancellation';
import { moveState, type Move } from '../move-state';
import { loadStanding, standingOf } from '../standing';
import type { CancellationRow } from '../tables/cancellations';
import type { OfferRow } from '../tables/offers';
import { clockCalendar, findOffer, setPartDeadline } from './offer-rows';

const NOTHING = { parts: [], decided: false, parcels: [] };

/**
 * Records who was first to answer an offer, under the order's lock; called by the workflow and by the HTTP API alike.
 * Refused with CANCELLATION_NOT_FOUND, ROLE_NOT_ALLOWED, OFFER_NOT_FOUND, OFFER_ANSWERED (which says how),
 * ALREADY_WITHDRAWN, CANCELLATION_ENDED, OFFER_TOO_LATE or, for a time-out before its time, NOT_AWAITING_DECISION. An
 * offer that is answered too late stays open until its time-out is recorded.
 */
export function answerOffer(db: Database): CancellationBook['answerOffer'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellationIfThere(tx, input);
      if (row === undefined) return { ...refused('CANCELLATION_NOT_FOUND'), standing: NOTHING };
      const answer = await record(tx, row, input);
      return { ...answer, standing: standingOf(await loadStanding(tx, input)) };
    });
}

type Recorded = Omit<Extract<OfferAnswerResult, { outcome: 'recorded' }>, 'standing'>;

async function record(tx: Transaction, row: CancellationRow, input: OfferAnswerInput): Promise<Recorded | Refusal> {
  if (!mayAnswer(input)) return refused('ROLE_NOT_ALLOWED', { role: input.actor.role });
  const offer = await findOffer(tx, row);
  if (offer?.offer_id !== input.offerId) return refused('OFFER_NOT_FOUND');
  const recorded = { outcome: 'recorded', answer: input.answer } as const;
  if (isSame(offer, input)) return recorded;
  const refusal = refusalOf(row, offer, input);
  if (refusal !== undefined) return refusal;
  await setAnswer(tx, row, input);
  if (input.answer === 'ACCEPTED') await takeBack(tx, row, { offer, actor: input.actor });
  else await goOn(tx, row, { offer, input });
  return recorded;
}

/** Only the time-out expires an offer, and it does nothing else. */
function mayAnswer({ answer, door, actor: { role } }: OfferAnswerInput): boolean {
  if ((answer === 'EXPIRED') !== (door === 'TIMEOUT') || (door === 'TIMEOUT') !== (role === 'system')) return false;
  return mayMove({ from: 'OFFERED', to: 'AWAITING_DECISION', role });
}

function isSame({ state, answered_by }: OfferRow, { answer, actor }: OfferAnswerInput): boolean {
  return state === answer && answered_by === actor.id;
}

function refusalOf(row: CancellationRow, offer: OfferRow, { door, receivedAt }: OfferAnswerInput): Refusal | undefined {
  if (offer.state !== 'OPEN') return refused('OFFER_ANSWERED', { answer: offer.state });
  if (row.withdrawn_at !== null) return refused('ALREADY_WITHDRAWN');
  if (hasEnded(row.state)) return refused('CANCELLATION_ENDED', { state: row.state });
  const deadline = offer.deadline.toISOString();
  if (door === 'TIMEOUT') {
    const isDue = Date.parse(receivedAt) >= offer.deadline.getTime();
    return isDue ? undefined : refused('NOT_AWAITING_DECISION', { deadline });
  }
  return inTime(new Date(receivedAt), offer.deadline) ? undefined : refused('OFFER_TOO_LATE', { deadline });
}

async function setAnswer(tx: Transaction, row: CancellationRow, input: OfferAnswerInput): Promise<void> {
  await tx
    .updateTable('offers')
    .set({
      ...{ state: input.answer, answered_by: input.actor.id, answered_role: input.actor.role },
      ...{ answered_door: input.door, answered_at: new Date(input.receivedAt) },
    })
    .where('shop_id', '=', row.shop_id)
    .where('cancellation_id', '=', row.cancellation_id)
    .execute();
}

function detailsOf({ merchant_id, offer_id, kind, amount, currency }: OfferRow): NonNullable<Move['details']> {
  const terms = amount === null ? { kind } : { kind, amount, currency };
  return { merchantId: merchant_id, offerId: offer_id, ...terms };
}

/** Accepted: the request is withdrawn, under the lock that the pivot takes. The state follows with `end`. */
async function takeBack(
  tx: Transaction,
  row: CancellationRow,
  { offer, actor }: { readonly offer: OfferRow; readonly actor: Actor },
): Promise<void> {
  await moveState(tx, row, {
    ...{ to: row.state, waitingOn: row.connected ? 'SHOP' : 'NONE', event: 'OFFER_ACCEPTED', actor },
    details: detailsOf(offer),
    set: { withdrawn_at: new Date(), deadline: null },
  });
}

/** Declined, or expired: the merchant is asked again, and its clock goes on with what was left. */
async function goOn(
  tx: Transaction,
  row: CancellationRow,
  { offer, input }: { readonly offer: OfferRow; readonly input: OfferAnswerInput },
): Promise<void> {
  const merchantId = offer.merchant_id;
  const calendar = await clockCalendar(tx, row, merchantId);
  const deadline = resumedDeadline({ from: new Date(input.receivedAt), leftMs: offer.left_ms, calendar });
  await setPartDeadline(tx, row, { merchantId, deadline });
  const isStuck = row.state === 'NEEDS_HUMAN';
  await moveState(tx, row, {
    ...{ event: `OFFER_${input.answer}`, actor: input.actor },
    ...(isStuck ? { to: row.state, waitingOn: row.waiting_on } : { to: 'AWAITING_DECISION', waitingOn: 'MERCHANT' }),
    details: { ...detailsOf(offer), until: deadline.toISOString() },
    set: { deadline, ...(isStuck ? { stuck_from: 'AWAITING_DECISION' } : {}) },
  });
}
