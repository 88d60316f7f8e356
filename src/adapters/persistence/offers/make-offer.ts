import { randomUUID } from 'node:crypto';
import { timeBetween } from '../../../domain/calendar';
import { mayMove } from '../../../domain/cancellation';
import { inTime } from '../../../domain/decision';
import { offerMsOf, type NoOffer } from '../../../domain/offer';
import { refused, type Refusal } from '../../../domain/refusals';
import type { OfferBook, OfferInput } from '../../../ports/offer-book';
import type { Database, Transaction } from '../database';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { lockCancellationIfThere } from '../lock-cancellation';
import { moveState } from '../move-state';
import { loadStanding, type StoredPart, type StoredStanding } from '../standing';
import type { CancellationRow } from '../tables/cancellations';
import type { OfferRow } from '../tables/offers';
import { clockCalendar, findOffer, offerOf, policyOfPart, setPartDeadline } from './offer-rows';

/**
 * Makes an offer, and stops the merchant's clock until it is answered. Refused with CANCELLATION_NOT_FOUND,
 * ROLE_NOT_ALLOWED, MERCHANT_NOT_ASKED, ALREADY_WITHDRAWN, CANCELLATION_ENDED, ALREADY_DECIDED, NOT_AWAITING_DECISION,
 * OFFER_NOT_POSSIBLE (the details say why), DECISION_TOO_LATE, CURRENCY_MISMATCH, or AMOUNT_INVALID where more is
 * offered than was quoted.
 */
export function makeOffer(db: Database): OfferBook['makeOffer'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellationIfThere(tx, input);
      if (row === undefined) return refused('CANCELLATION_NOT_FOUND');
      const { role } = input.actor;
      if (!mayMove({ from: 'AWAITING_DECISION', to: 'OFFERED', role })) return refused('ROLE_NOT_ALLOWED', { role });
      const standing = await loadStanding(tx, input);
      const part = standing.parts.find(({ merchantId }) => merchantId === input.merchantId);
      if (part === undefined) return refused('MERCHANT_NOT_ASKED', { merchantId: input.merchantId });
      const made = await findOffer(tx, row);
      if (made !== undefined && isSame(made, input)) return { outcome: 'offered', offer: offerOf(made) };
      const refusal =
        whereItStands(row, part) ??
        whyNoOffer(row, standing, made) ??
        whyTooLate(part, input) ??
        whyNotTheseTerms(row, input);
      if (refusal !== undefined) return refusal;
      return { outcome: 'offered', offer: offerOf(await store(tx, row, { input, part })) };
    });
}

function isSame(made: OfferRow, { merchantId, actor, terms, note }: OfferInput): boolean {
  const isSameWho = made.merchant_id === merchantId && made.actor_id === actor.id;
  const isSameTerms =
    made.kind === terms.kind && made.amount === (terms.amount ?? null) && made.currency === (terms.currency ?? null);
  return isSameWho && isSameTerms && made.note === (note ?? null);
}

function whereItStands(row: CancellationRow, { decided }: StoredPart): Refusal | undefined {
  const { state } = row;
  if (row.withdrawn_at !== null) return refused('ALREADY_WITHDRAWN');
  if (hasEnded(state)) return refused('CANCELLATION_ENDED', { state });
  if (decided !== undefined) {
    return refused('ALREADY_DECIDED', { outcome: decided.outcome, door: decided.door });
  }
  return undefined;
}

/**
 * An offer speaks for the whole request, so only a merchant who alone has a part may make
 * one; and no right is bargained about.
 */
function whyNoOffer(row: CancellationRow, { parts }: StoredStanding, made: OfferRow | undefined): Refusal | undefined {
  const no = (why: NoOffer) => refused('OFFER_NOT_POSSIBLE', { why });
  if (made !== undefined) return no('ALREADY_OFFERED');
  if (row.state !== 'AWAITING_DECISION') return refused('NOT_AWAITING_DECISION', { state: row.state });
  if (row.statutory) return no('STATUTORY');
  const [part] = parts;
  if (part === undefined || parts.length > 1) return no('SEVERAL_MERCHANTS');
  return offerMsOf(policyOfPart(row, part.merchantId)) === 0 ? no('NOT_ALLOWED') : undefined;
}

function whyTooLate({ deadline }: StoredPart, { receivedAt }: OfferInput): Refusal | undefined {
  if (deadline === undefined || inTime(new Date(receivedAt), new Date(deadline))) return undefined;
  return refused('DECISION_TOO_LATE', { deadline });
}

function whyNotTheseTerms({ currency, quote }: CancellationRow, { terms }: OfferInput): Refusal | undefined {
  if (terms.currency !== undefined && terms.currency !== currency) {
    return refused('CURRENCY_MISMATCH', { field: 'terms.currency', currency });
  }
  const most = quote.refund + quote.fee;
  const isTooMuch = terms.kind === 'PARTIAL_REFUND' && (terms.amount ?? 0) > most;
  return isTooMuch ? refused('AMOUNT_INVALID', { field: 'terms.amount', most }) : undefined;
}

async function store(
  tx: Transaction,
  row: CancellationRow,
  { input, part }: { readonly input: OfferInput; readonly part: StoredPart },
): Promise<OfferRow> {
  const { merchantId, terms, note, actor } = input;
  const from = new Date(input.receivedAt);
  const deadline = new Date(from.getTime() + offerMsOf(policyOfPart(row, merchantId)));
  const calendar = await clockCalendar(tx, row, merchantId);
  const left = part.deadline === undefined ? 0 : timeBetween({ from, to: new Date(part.deadline), calendar });
  const made = await tx
    .insertInto('offers')
    .values({
      ...{ shop_id: row.shop_id, cancellation_id: row.cancellation_id, offer_id: `ofr_${randomUUID()}` },
      ...{ merchant_id: merchantId, ...terms, note: note ?? null, state: 'OPEN', deadline, left_ms: left },
      ...{ actor_id: actor.id, actor_role: actor.role, made_at: from },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await setPartDeadline(tx, row, { merchantId, deadline: null });
  await moveState(tx, row, {
    ...{ to: 'OFFERED', waitingOn: 'CUSTOMER', event: 'OFFER_MADE', actor, set: { deadline } },
    details: { merchantId, offerId: made.offer_id, ...terms, until: deadline.toISOString() },
  });
  return made;
}
