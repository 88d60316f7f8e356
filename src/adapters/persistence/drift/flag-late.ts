import { sql } from 'kysely';
import { SYSTEM_ACTOR } from '../../../domain/cancellation';
import type { DriftBook } from '../../../ports/drift-book';
import type { LegRef } from '../../../ports/refund-book';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { recordEvents } from '../record-event';
import { writeCases } from './write-cases';

/** A leg that its channel has not taken on after this long is late too, whatever the customer was promised; ms. */
const STUCK_MS = 3 * 24 * 3_600_000;

const NOT_FINAL = sql`l.state not in ('SUCCEEDED', 'FAILED', 'CLOSED', 'MANUAL') and l.replaced_by is null`;

interface LateLeg extends LegRef {
  readonly expectedBy: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly tenderId: string;
}

/**
 * Flags legs that the customer should have by now, before the customer writes, and
 * opens a case for each; one transaction.
 */
export function flagLate(db: Database): DriftBook['flagLate'] {
  return (now) =>
    inTransaction(db, async (tx) => {
      const fresh = await flag(tx, now);
      for (const { shopId, cancellationId, legId, tenderId, expectedBy, amount, currency } of fresh) {
        const details = { legId, tenderId, amount, currency, expectedBy };
        await recordEvents(tx, { shopId, cancellationId }, [{ event: 'LEG_LATE', actor: SYSTEM_ACTOR, details }]);
      }
      const differences = sql<object>`
        select l.shop_id, l.channel, 'LATE' as kind, l.leg_id as subject, l.leg_id, l.cancellation_id,
          json_build_object('state', l.state, 'amount', l.amount, 'currency', l.currency, 'expectedBy', l.expected_by,
            'submittedAt', l.submitted_at) as ours, '{}' as theirs, l.late_since as happened_at
        from refund_legs l where l.late_since is not null and ${NOT_FINAL}`;
      const { open } = await writeCases(tx, differences, { channel: sql`d.channel`, kinds: ['LATE'] });
      return { late: open, newlyLate: fresh.length, stuck: await readStuck(tx, now) };
    });
}

async function flag(tx: Transaction, now: Date): Promise<LateLeg[]> {
  const today = now.toISOString().slice(0, 10);
  const { rows } = await sql<LateLeg>`
    update refund_legs l set late_since = ${now}, updated_at = now()
    where l.late_since is null and ${NOT_FINAL} and (l.expected_by < ${today}::date
      or (l.state <> 'PENDING' and coalesce(l.submitted_at, l.created_at) < ${now}::timestamptz - ${STUCK_MS} * interval '1 millisecond'))
    returning l.shop_id as "shopId", l.cancellation_id as "cancellationId", l.leg_id as "legId", l.tender_id as "tenderId",
      l.expected_by::text as "expectedBy", l.amount, l.currency`.execute(tx);
  return rows;
}

/** Legs whose channel has said nothing for long: their runs are told to look, if they wait. */
async function readStuck(tx: Transaction, now: Date): Promise<LegRef[]> {
  const { rows } = await sql<LegRef>`
    select l.shop_id as "shopId", l.cancellation_id as "cancellationId", l.leg_id as "legId"
    from refund_legs l join cancellations c using (shop_id, cancellation_id)
    where ${NOT_FINAL} and l.state not in ('PENDING', 'DISPUTED', 'REVIEW') and c.state in ('REFUNDING', 'CLOSED')
      and l.updated_at < ${now}::timestamptz - ${STUCK_MS} * interval '1 millisecond' limit 1000`.execute(tx);
  return rows;
}
