import { ENDED_STATES, type CancellationState } from '../../../domain/cancellation';
import { eligibility } from '../../../domain/eligibility';
import type { OrderUnit } from '../../../domain/order';
import { refused, type Refusal } from '../../../domain/refusals';
import type { RequestAnswer, RequestRefused } from '../../../domain/request';
import type { Accepted, CancellationBook } from '../../../ports/cancellation-book';
import type { Request } from '../acceptance/cancellation-row';
import { changedQuote, isAsQuoted } from '../acceptance/as-quoted';
import { planAcceptance } from '../acceptance/plan-acceptance';
import { storeAcceptance } from '../acceptance/store-acceptance';
import { storedAnswer } from '../acceptance/stored-answer';
import { storeRefusal } from '../acceptance/store-refusal';
import { settingsOf, type BookOptions, type BookSettings } from '../book-options';
import type { Database, Transaction } from '../database';
import { whyNotHeard } from '../escalation/why-not-heard';
import { inTransaction, isUniqueViolation } from '../in-transaction';
import { loadOrder, lockOrder, type LoadedOrder } from '../load-order';
import { loadStanding, standingOf } from '../standing';
import { whyNotReopened } from '../reopening/why-not-reopened';
import { holdGiftCards, lockGiftCards } from '../wallet/gift-holds';

/** One for a key that another request holds, one for an order that another cancellation holds, one for luck. */
const ATTEMPTS = 3;

/**
 * Accepts or refuses a request, in one transaction under the order's lock, and stores the answer under its key: whoever comes
 * with that key again, at once or later, gets the same. Keys are looked up once the order is locked, so that of two at once the
 * second sees the first's answer; a key that was used for another order meets the unique index, and is looked up again.
 */
export function accept(db: Database, options: BookOptions = {}): CancellationBook['accept'] {
  const settings = settingsOf(options);
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await inTransaction(db, (tx) => answer(tx, request, settings));
      } catch (error) {
        if (attempt >= ATTEMPTS || !isUniqueViolation(error)) throw error;
      }
    }
  };
}

async function answer(tx: Transaction, request: Request, settings: BookSettings): Promise<Accepted | RequestRefused> {
  await lockOrder(tx, request);
  const stored = await storedAnswer(tx, request);
  if (stored !== undefined) return again(tx, request, stored);
  const now = settings.clock();
  const loaded = await loadHoldable(tx, request);
  if (loaded === undefined) return storeRefusal(tx, { request, refusal: refused('ORDER_NOT_FOUND'), now, loaded });
  const { escalates, ...unlinked } = request;
  const refusal = await whyNotTakenUp(tx, request, now);
  if (refusal !== undefined) return storeRefusal(tx, { request: unlinked, refusal, now, loaded });
  const { order, policies, endedRequests, activeCancellationId } = loaded;
  const eligible = eligibility({
    ...{ order, policies, endedRequests, now },
    selection: request.selection,
    reason: request.reason,
    initiator: request.initiator,
    ...(activeCancellationId === undefined ? {} : { activeCancellationId }),
    ...(escalates === undefined ? {} : { escalation: true }),
  });
  if (eligible.outcome === 'refused') return storeRefusal(tx, { request, refusal: eligible, now, loaded });
  const ask = { request, loaded, units: eligible.units, now };
  const acceptance = planAcceptance(ask, settings);
  if (!isAsQuoted(request, acceptance)) {
    return storeRefusal(tx, { request, refusal: changedQuote(acceptance), now, loaded });
  }
  const accepted = await storeAcceptance(tx, ask, acceptance);
  if (eligible.units.some(isGiftCard)) await holdGiftCards(tx, request);
  return { ...accepted, standing: acceptance.standing, connected: loaded.connected, repeated: false };
}

/** Why it may not take an ended cancellation up, where it would. */
async function whyNotTakenUp(tx: Transaction, request: Request, now: Date): Promise<Refusal | undefined> {
  const { escalates, reopening } = request;
  if (reopening !== undefined) return whyNotReopened(tx, { ...request, reopening });
  return escalates === undefined ? undefined : whyNotHeard(tx, { ...request, escalates }, now);
}

/** The order; with bought gift cards in it, as they are once nobody can spend them any more. */
async function loadHoldable(tx: Transaction, request: Request): Promise<LoadedOrder | undefined> {
  const loaded = await loadOrder(tx, request);
  if (loaded?.order.units.some(isGiftCard) !== true) return loaded;
  await lockGiftCards(tx, request);
  return loadOrder(tx, request);
}

function isGiftCard({ giftBalanceId }: Pick<OrderUnit, 'giftBalanceId'>): boolean {
  return giftBalanceId !== undefined;
}

const OVER: readonly CancellationState[] = [...ENDED_STATES, 'REPAIRING'];

/**
 * The stored answer, with where the decisions stand by now. Once the cancellation is over, or belongs to another run's order, it
 * is only repeated; before that the run that asks drives it.
 */
async function again(tx: Transaction, request: Request, stored: RequestAnswer): Promise<Accepted | RequestRefused> {
  if (stored.outcome === 'refused') return stored;
  const ref = { shopId: request.shopId, cancellationId: stored.cancellationId };
  const row = await tx
    .selectFrom('cancellations')
    .select(['state', 'connected', 'workflow_id', 'settled_at'])
    .where('shop_id', '=', ref.shopId)
    .where('cancellation_id', '=', ref.cancellationId)
    .executeTakeFirstOrThrow();
  const isOver = OVER.includes(row.state) || row.settled_at !== null;
  const repeated = isOver || row.workflow_id !== request.workflowId;
  return {
    ...stored,
    standing: standingOf(await loadStanding(tx, ref)),
    connected: row.connected,
    repeated,
    ...(repeated ? { stateNow: row.state } : {}),
  };
}
