import { sql } from 'kysely';
import type { CancellationState } from '../../domain/cancellation';
import type { ChannelAnswer } from '../../domain/refund-leg';
import type { LegRef, RefundEvent, RefundEventReceived } from '../../ports/refund-book';
import { applyAnswer } from './apply-answer';
import type { Database, Transaction } from './database';
import { inTransaction } from './in-transaction';
import { lockCancellation } from './lock-cancellation';
import type { RefundLegRow } from './tables/money';
import type { KeptAnswer } from './tables/record';

/** States in which a run waits for its legs. */
const WAITING: readonly CancellationState[] = ['REFUNDING', 'CLOSED', 'NEEDS_HUMAN'];

type Found = Pick<RefundLegRow, 'shop_id' | 'cancellation_id' | 'leg_id' | 'amount' | 'currency'>;

interface Kept {
  readonly source: string;
  readonly eventId: string;
  readonly said: KeptAnswer;
}

/** Keeps a channel's message and applies it, once, in one transaction; what speaks of no leg that we know is parked. */
export async function receiveEvent(db: Database, event: RefundEvent): Promise<RefundEventReceived> {
  const { source, eventId, answer, amount, currency } = event;
  const said = { answer, ...(amount === undefined ? {} : { amount }), ...(currency === undefined ? {} : { currency }) };
  return inTransaction(db, async (tx) => {
    if (!(await keep(tx, event, said))) return { outcome: 'ignored' };
    const leg = await findLeg(tx, event.reference);
    return leg === undefined ? { outcome: 'parked' } : applyTo(tx, leg, { source, eventId, said });
  });
}

/** Applies kept messages whose leg is known by now, of one reference or of all; the legs that changed and whose runs wait for them. */
export async function applyParked(db: Database, reference?: string): Promise<LegRef[]> {
  const signals: LegRef[] = [];
  for (;;) {
    const received = await inTransaction(db, async (tx) => {
      const next = await nextParked(tx, reference);
      return next && applyTo(tx, next, { source: next.source, eventId: next.event_id, said: next.answer });
    });
    if (received === undefined) return signals;
    if (received.outcome === 'applied' && received.signal !== undefined) signals.push(received.signal);
  }
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

async function findLeg(tx: Transaction, reference: string): Promise<Found | undefined> {
  return tx
    .selectFrom('refund_legs')
    .select(['shop_id', 'cancellation_id', 'leg_id', 'amount', 'currency'])
    .where('idempotency_key', '=', reference)
    .executeTakeFirst();
}

async function nextParked(
  tx: Transaction,
  reference: string | undefined,
): Promise<(Found & { source: string; event_id: string; answer: KeptAnswer }) | undefined> {
  const { rows } = await sql<Found & { source: string; event_id: string; answer: KeptAnswer }>`
    select w.source, w.event_id, w.answer, l.shop_id, l.cancellation_id, l.leg_id, l.amount, l.currency
    from webhook_inbox w join refund_legs l on l.idempotency_key = w.reference
    where w.applied_at is null and (${reference ?? null}::text is null or w.reference = ${reference ?? null})
    order by w.received_at limit 1 for update of w skip locked`.execute(tx);
  return rows[0];
}

async function applyTo(tx: Transaction, leg: Found, { source, eventId, said }: Kept): Promise<RefundEventReceived> {
  const ref = { shopId: leg.shop_id, cancellationId: leg.cancellation_id };
  const cancellation = await lockCancellation(tx, ref);
  const answer = checked(leg, said);
  const { changed } = await applyAnswer(tx, { cancellation, legId: leg.leg_id, answer });
  await sql`
    with applied as (
      update webhook_inbox set leg_id = ${leg.leg_id}, applied_at = now() where source = ${source} and event_id = ${eventId})
    insert into refund_attempts (shop_id, leg_id, attempt, kind, request, outcome, code, answered_at)
    select ${leg.shop_id}, ${leg.leg_id}, coalesce(max(attempt), 0) + 1, 'WEBHOOK', ${JSON.stringify({ source, eventId })}::jsonb,
      ${answer.outcome}, ${answer.code ?? null}, now()
    from refund_attempts where shop_id = ${leg.shop_id} and leg_id = ${leg.leg_id}`.execute(tx);
  if (!changed) return { outcome: 'ignored' };
  return WAITING.includes(cancellation.state)
    ? { outcome: 'applied', signal: { ...ref, legId: leg.leg_id } }
    : { outcome: 'applied' };
}

/** What a channel says it moved must be what the leg is for. */
function checked(leg: Found, { answer, amount, currency }: KeptAnswer): ChannelAnswer {
  const isSame = (amount ?? leg.amount) === leg.amount && (currency ?? leg.currency) === leg.currency;
  return isSame ? answer : { ...answer, outcome: 'mismatch', code: 'AMOUNT_MISMATCH' };
}
