import { sql } from 'kysely';
import type { Minor } from '../../../domain/money';
import type { PlannedLeg } from '../../../domain/refund-leg';
import type { CancellationBook, PaymentInFlight } from '../../../ports/cancellation-book';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { lockCancellation } from '../lock-cancellation';
import { lockOrderLegs } from '../order-legs';
import { replaceByLegs } from '../replace-by-legs';
import { loadLegs } from './read-legs';
import type { RefundLegRow } from '../tables/money';

interface CapturedOf {
  readonly captureId: string;
  /** Minor units. */
  readonly left: Minor;
  /** Its channel said that it came from this very authorization. */
  readonly named: boolean;
}

/** What became of the authorization that a void was for. */
interface Raced {
  readonly captures: readonly CapturedOf[];
  /** Of the authorization, still open: neither captured nor voided, minor units. */
  readonly rest: Minor;
}

/**
 * Refunds what was captured while its void was under way (R10): the captures that its channel named, else those of the
 * same tender that have something left; what is still authorized is voided once more. What neither has any more was
 * released: it is owed no more.
 * @throws Error for a leg that is no void, or whose void did not fail for this reason: a fault of ours.
 */
export function refundInstead(db: Database): CancellationBook['refundInstead'] {
  return (input) =>
    inTransaction(db, async (tx) => {
      const row = await lockCancellation(tx, input);
      const legs = await lockOrderLegs(tx, row);
      const leg = legs.find(({ leg_id }) => leg_id === input.legId);
      if (leg?.cancellation_id !== row.cancellation_id) throw new Error(`No leg ${input.legId} of this cancellation`);
      if (leg.replaced_by === null) {
        assertRaced(leg);
        const raced = await readRaced(tx, leg);
        if (raced.captures.length === 0) return { outcome: 'in_flight', payments: [paymentOf(leg)] };
        await replaceByLegs(tx, row, { leg, legs: await instead(tx, leg, raced), cause: 'ALREADY_CAPTURED' });
      }
      return { outcome: 'planned', legs: await loadLegs(tx, input) };
    });
}

function assertRaced({ leg_id, kind, state, code }: RefundLegRow): void {
  const isRaced = kind === 'void' && (state === 'FAILED' || state === 'CLOSED') && code === 'ALREADY_CAPTURED';
  if (!isRaced) throw new Error(`Leg ${leg_id} is no void that a capture was faster than`);
}

function paymentOf({ tender_id, channel, authorization_id, currency }: RefundLegRow): PaymentInFlight {
  return { tenderId: tender_id, channel, sourceId: authorization_id ?? '', currency };
}

async function readRaced(tx: Transaction, leg: RefundLegRow): Promise<Raced> {
  const ofOrder = sql`shop_id = ${leg.shop_id} and order_id = ${leg.order_id}`;
  const { rows } = await sql<Raced>`
    select (select coalesce(json_agg(json_build_object('captureId', capture_id, 'left', amount - committed - external - disputed,
          'named', authorization_id is not null) order by captured_at, capture_id), '[]') from captures
        where ${ofOrder} and tender_id = ${leg.tender_id} and (authorization_id = ${leg.authorization_id}
          or (authorization_id is null and amount > committed + external + disputed))) as captures,
      coalesce((select amount - captured from authorizations
        where ${ofOrder} and authorization_id = ${leg.authorization_id} and state = 'OPEN'), 0) as rest`.execute(tx);
  return rows[0] ?? { captures: [], rest: 0 };
}

/**
 * Legs for all of the void's amount that can still be had, captures first; the
 * authorization is captured as far as they say.
 */
async function instead(tx: Transaction, leg: RefundLegRow, { captures, rest }: Raced): Promise<PlannedLeg[]> {
  const named = captures.filter((capture) => capture.named);
  const legs: PlannedLeg[] = [];
  let open = leg.amount;
  for (const { captureId, left } of named.length > 0 ? named : captures) {
    const amount = Math.min(open, left);
    if (amount <= 0) continue;
    legs.push({ kind: 'refund', tenderId: leg.tender_id, channel: leg.channel, sourceId: captureId, amount });
    open -= amount;
  }
  // Its channel said that it is captured, and nothing of it is known to be open: what was not captured is released.
  const stillOpen = named.length > 0 && legs.length > 0 ? Math.min(open, rest) : 0;
  if (stillOpen > 0) {
    const sourceId = leg.authorization_id ?? '';
    return [...legs, { kind: 'void', tenderId: leg.tender_id, channel: leg.channel, sourceId, amount: stillOpen }];
  }
  await tx
    .updateTable('authorizations')
    .set({ state: 'CAPTURED' })
    .where('shop_id', '=', leg.shop_id)
    .where('order_id', '=', leg.order_id)
    .where('authorization_id', '=', leg.authorization_id)
    .execute();
  return legs;
}
