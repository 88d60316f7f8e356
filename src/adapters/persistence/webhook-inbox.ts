import { sql } from 'kysely';
import type { CancellationState } from '../../domain/cancellation';
import type { ChannelAnswer } from '../../domain/refund-leg';
import type { LegRef, RefundEvent, RefundEventReceived } from '../../ports/refund-book';
import { applyAnswer } from './apply-answer';
import type { Database, Transaction } from './database';
import { inTransaction } from './in-transaction';
import { lockCancellation } from './lock-cancellation';
import { repairOfLeg } from './repairs/repair-of-leg';
import type { RefundLegRow } from './tables/money';
import type { KeptAnswer } from './tables/record';

/** States in which a run waits for its legs. */
const WAITING: readonly CancellationState[] = ['REFUNDING', 'CLOSED', 'NEEDS_HUMAN'];

type Found = Pick<
  RefundLegRow,
  'shop_id' | 'cancellation_id' | 'leg_id' | 'amount' | 'currency' | 'capture_id' | 'authorization_id'
>;

function sourceOf({ capture_id, authorization_id }: Found): string | null {
  return capture_id ?? authorization_id;
}

interface Kept {
  readonly source: string;
  readonly eventId: string;
  readonly said: KeptAnswer;
}

/** Keeps a channel's message and applies it, once, in one transaction; what speaks of no leg that we know is parked. */
export async function receiveEvent(db: Database, event: RefundEvent): Promise<RefundEventReceived> {
  const { source, eventId, reference } = event;
  const said = keptAnswer(event);
  return inTransaction(db, async (tx) => {
    if (!(await keep(tx, event, said))) return { outcome: 'ignored' };
    const leg = await findLeg(tx, reference, said.sourceId);
    return leg === undefined ? { outcome: 'parked' } : applyTo(tx, leg, { source, eventId, said });
  });
}

/**
 * Applies kept messages whose leg is known by now, of some references or of all; the legs that
 * changed and whose runs wait for them.
 */
export async function applyParked(db: Database, references?: readonly string[]): Promise<LegRef[]> {
  const signals: LegRef[] = [];
  for (const parked of await listParked(db, references)) {
    const received = await inTransaction(db, (tx) => applyOne(tx, parked));
    if (received.outcome === 'applied' && received.signal !== undefined) signals.push(received.signal);
  }
  return signals;
}

function keptAnswer({ answer, amount, currency, sourceId }: RefundEvent): KeptAnswer {
  return {
    answer,
    ...(amount === undefined ? {} : { amount }),
    ...(currency === undefined ? {} : { currency }),
    ...(sourceId === undefined ? {} : { sourceId }),
  };
}

/** False when it was kept before. Who is second waits here until the first is committed. */
async function keep(tx: Transaction, event: RefundEvent, said: KeptAnswer): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('webhook_inbox')
    .values({
      ...{ source: event.source, event_id: event.eventId, reference: event.reference },
      ...{ body: JSON.stringify(event.body), answer: JSON.stringify(said), leg_id: null, applied_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/**
 * By our key, or by our leg's id, which only a shop's own books tell apart from another shop's: there the payment does.
 */
async function findLeg(tx: Transaction, reference: string, sourceId: string | undefined): Promise<Found | undefined> {
  const legs = await tx
    .selectFrom('refund_legs')
    .select(['shop_id', 'cancellation_id', 'leg_id', 'amount', 'currency', 'capture_id', 'authorization_id'])
    .where((where) => where.or([where('idempotency_key', '=', reference), where('leg_id', '=', reference)]))
    .execute();
  return legs.length === 1 ? legs[0] : legs.find((leg) => sourceOf(leg) === sourceId);
}

interface ParkedKey {
  readonly source: string;
  readonly event_id: string;
}

async function listParked(db: Database, references: readonly string[] | undefined): Promise<ParkedKey[]> {
  const { rows } = await sql<ParkedKey>`
    select source, event_id from webhook_inbox w
    where applied_at is null and (${references ?? null}::text[] is null or reference = any(${references ?? null}::text[]))
      and exists (select from refund_legs where idempotency_key = w.reference or leg_id = w.reference)
    order by received_at`.execute(db);
  return rows;
}

async function applyOne(tx: Transaction, { source, event_id }: ParkedKey): Promise<RefundEventReceived> {
  const parked = await tx
    .selectFrom('webhook_inbox')
    .select(['reference', 'answer'])
    .where('source', '=', source)
    .where('event_id', '=', event_id)
    .where('applied_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (parked === undefined) return { outcome: 'ignored' };
  const said = parked.answer;
  const leg = await findLeg(tx, parked.reference, said.sourceId);
  return leg === undefined ? { outcome: 'parked' } : applyTo(tx, leg, { source, eventId: event_id, said });
}

async function applyTo(tx: Transaction, leg: Found, { source, eventId, said }: Kept): Promise<RefundEventReceived> {
  const ref = { shopId: leg.shop_id, cancellationId: leg.cancellation_id };
  const cancellation = await lockCancellation(tx, ref);
  const answer = checked(leg, said);
  const { changed, repair: opened } = await applyAnswer(tx, { cancellation, legId: leg.leg_id, answer });
  await sql`
    with applied as (
      update webhook_inbox set leg_id = ${leg.leg_id}, applied_at = now() where source = ${source} and event_id = ${eventId})
    insert into refund_attempts (shop_id, leg_id, attempt, kind, request, outcome, code, answered_at)
    select ${leg.shop_id}, ${leg.leg_id}, coalesce(max(attempt), 0) + 1, 'WEBHOOK', ${JSON.stringify({ source, eventId })}::jsonb,
      ${answer.outcome}, ${answer.code ?? null}, now()
    from refund_attempts where shop_id = ${leg.shop_id} and leg_id = ${leg.leg_id}`.execute(tx);
  if (!changed) return { outcome: 'ignored' };
  const repair = opened ?? (await repairOfLeg(tx, cancellation, leg.leg_id));
  return {
    outcome: 'applied',
    ...(WAITING.includes(cancellation.state) ? { signal: { ...ref, legId: leg.leg_id } } : {}),
    ...(repair === undefined ? {} : { repair }),
  };
}

/** What a channel says it moved, and from which payment, must be what the leg is for. */
function checked(leg: Found, { answer, amount, currency, sourceId }: KeptAnswer): ChannelAnswer {
  if (sourceId !== undefined && sourceId !== sourceOf(leg)) {
    return { ...answer, outcome: 'mismatch', code: 'PAYMENT_MISMATCH' };
  }
  const isSame = (amount ?? leg.amount) === leg.amount && (currency ?? leg.currency) === leg.currency;
  return isSame ? answer : { ...answer, outcome: 'mismatch', code: 'AMOUNT_MISMATCH' };
}
