import { extendedDeadline } from '../../../domain/offer';
import { inTime } from '../../../domain/decision';
import { refused, type Refusal } from '../../../domain/refusals';
import type { ExtensionInput, OfferBook } from '../../../ports/offer-book';
import type { Database, Transaction } from '../database';
import { hasEnded } from '../has-ended';
import { inTransaction } from '../in-transaction';
import { lockCancellationIfThere } from '../lock-cancellation';
import { moveState } from '../move-state';
import { loadStanding, nextPending, type StoredPart } from '../standing';
import type { CancellationRow } from '../tables/cancellations';
import { clockCalendar, policyOfPart, setPartDeadline } from './offer-rows';

/** A pending part whose clock runs. */
export interface RunningClock {
  readonly merchantId: string;
  /** ISO 8601. */
  readonly deadline: string;
}

/**
 * Puts off a merchant's own deadline, once and by no more than its policy allows. Refused with CANCELLATION_NOT_FOUND,
 * ROLE_NOT_ALLOWED, MERCHANT_NOT_ASKED, EXTENSION_USED, ALREADY_WITHDRAWN, CANCELLATION_ENDED, ALREADY_DECIDED,
 * NOT_AWAITING_DECISION, DECISION_TOO_LATE or EXTENSION_NOT_ALLOWED, which says how much is.
 */
export function extendOwnDeadline(db: Database): OfferBook['extendDeadline'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellationIfThere(tx, input);
      if (row === undefined) return refused('CANCELLATION_NOT_FOUND');
      const { merchantId, minutes, actor } = input;
      const { role } = actor;
      if (role !== 'merchant' && role !== 'service') return refused('ROLE_NOT_ALLOWED', { role });
      const standing = await loadStanding(tx, input);
      const part = standing.parts.find((one) => one.merchantId === merchantId);
      if (part === undefined) return refused('MERCHANT_NOT_ASKED', { merchantId });
      const earlier = await findExtension(tx, row, merchantId);
      if (earlier !== undefined) {
        const isSame = earlier.minutes === minutes && earlier.actor_id === actor.id;
        return isSame
          ? { outcome: 'extended', deadline: earlier.extended_to.toISOString() }
          : refused('EXTENSION_USED', { deadline: earlier.extended_to.toISOString() });
      }
      const clock = runningClock(row, part, input.receivedAt);
      if ('outcome' in clock) return clock;
      const most = policyOfPart(row, merchantId).extensionMinutes ?? 0;
      if (minutes > most) return refused('EXTENSION_NOT_ALLOWED', { most });
      return store(tx, row, { input, clock });
    });
}

/**
 * The clock that can be put off: of a part that is pending, while decisions are awaited, before its deadline has
 * passed. Another kind of clock, such as an arbiter's, is its own lever's to look up.
 */
export function runningClock(row: CancellationRow, part: StoredPart, receivedAt: string): RunningClock | Refusal {
  const { merchantId, deadline, decided } = part;
  if (row.withdrawn_at !== null) return refused('ALREADY_WITHDRAWN');
  if (hasEnded(row.state)) return refused('CANCELLATION_ENDED', { state: row.state });
  if (decided !== undefined) return refused('ALREADY_DECIDED', { outcome: decided.outcome, door: decided.door });
  if (row.state !== 'AWAITING_DECISION' || part.state !== 'PENDING' || deadline === undefined) {
    return refused('NOT_AWAITING_DECISION', { state: row.state });
  }
  return inTime(new Date(receivedAt), new Date(deadline))
    ? { merchantId, deadline }
    : refused('DECISION_TOO_LATE', { deadline });
}

/** Puts off a running clock, in its own kind of time; the cancellation's next clock with it. */
export async function putOff(
  tx: Transaction,
  row: CancellationRow,
  { merchantId, deadline, minutes }: RunningClock & { readonly minutes: number },
): Promise<{ readonly deadline: Date; readonly next: Date }> {
  const calendar = await clockCalendar(tx, row, merchantId);
  const later = extendedDeadline({ deadline: new Date(deadline), minutes, calendar });
  await setPartDeadline(tx, row, { merchantId, deadline: later });
  const ref = { shopId: row.shop_id, cancellationId: row.cancellation_id };
  const next = nextPending((await loadStanding(tx, ref)).parts)?.deadline;
  return { deadline: later, next: next === undefined ? later : new Date(next) };
}

function findExtension(tx: Transaction, row: CancellationRow, merchantId: string) {
  return tx
    .selectFrom('deadline_extensions')
    .select(['minutes', 'actor_id', 'extended_to'])
    .where('shop_id', '=', row.shop_id)
    .where('cancellation_id', '=', row.cancellation_id)
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst();
}

async function store(
  tx: Transaction,
  row: CancellationRow,
  { input, clock }: { readonly input: ExtensionInput; readonly clock: RunningClock },
): Promise<{ readonly outcome: 'extended'; readonly deadline: string }> {
  const { merchantId, minutes, actor } = input;
  const { deadline, next } = await putOff(tx, row, { ...clock, minutes });
  await tx
    .insertInto('deadline_extensions')
    .values({
      ...{ shop_id: row.shop_id, cancellation_id: row.cancellation_id, merchant_id: merchantId, minutes },
      ...{ extended_from: new Date(clock.deadline), extended_to: deadline },
      ...{ actor_id: actor.id, actor_role: actor.role, extended_at: new Date(input.receivedAt) },
    })
    .execute();
  await moveState(tx, row, {
    ...{ to: row.state, waitingOn: row.waiting_on, event: 'DEADLINE_EXTENDED', actor, set: { deadline: next } },
    details: { merchantId, minutes, until: deadline.toISOString() },
  });
  return { outcome: 'extended', deadline: deadline.toISOString() };
}
