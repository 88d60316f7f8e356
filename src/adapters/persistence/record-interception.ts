import { sql } from 'kysely';
import type { InterceptionOutcome } from '../../domain/shipment';
import type { InterceptionAnswer } from '../../ports/carrier';
import type { Transaction } from './database';
import { isProven, type ParcelRow } from './interception-outcome';
import { recordEvents } from './record-event';
import { recordWithColumns } from './record-with-columns';
import type { CancellationRow } from './tables/cancellations';

interface Answered {
  readonly cancellation: CancellationRow;
  readonly parcel: ParcelRow;
  readonly answer: InterceptionAnswer;
}

const EVENTS = {
  STOPPED: 'PARCEL_STOPPED',
  ALREADY_OUT: 'PARCEL_ALREADY_OUT',
  DELIVERED: 'PARCEL_DELIVERED',
  UNKNOWN: 'INTERCEPTION_UNKNOWN',
} as const satisfies Record<InterceptionOutcome, string>;

/** What a proven answer says of the parcel itself. */
const SHIPMENT_STATES = { STOPPED: 'STOPPED', ALREADY_OUT: 'IN_TRANSIT', DELIVERED: 'DELIVERED' } as const;

/**
 * Writes a carrier's answer under the order's lock, and returns what holds. Nothing overwrites a proven
 * answer: what contradicts it is only told. A proven "not stopped" gives the pivot back, unless another parcel
 * may be stopped or the money is committed.
 */
export async function recordInterception(tx: Transaction, answered: Answered): Promise<InterceptionOutcome> {
  const { cancellation, parcel, answer } = answered;
  if (parcel.interception === null) throw new Error(`Nobody asked about parcel ${parcel.shipment_id}`);
  if (isProven(parcel.interception)) {
    if (answer.outcome !== parcel.interception && answer.outcome !== 'UNKNOWN') await tellContradiction(tx, answered);
    return parcel.interception;
  }
  if (answer.outcome === parcel.interception) return answer.outcome;
  await writeAnswer(tx, answered);
  const givesBack =
    answer.outcome !== 'STOPPED' && answer.outcome !== 'UNKNOWN' && (await nothingElseDone(tx, answered));
  await recordWithColumns(tx, cancellation, {
    set: givesBack ? { pivot_at: null } : {},
    event: EVENTS[answer.outcome],
    details: { shipmentId: parcel.shipment_id, ...(givesBack ? { pivot: 'given back' } : {}) },
  });
  return answer.outcome;
}

async function writeAnswer(tx: Transaction, { cancellation, parcel, answer }: Answered): Promise<void> {
  const { shop_id, cancellation_id, order_id } = cancellation;
  await tx
    .updateTable('interceptions')
    .set({ state: answer.outcome, carrier_ref: answer.carrierRef ?? sql`carrier_ref`, answered_at: new Date() })
    .where('shop_id', '=', shop_id)
    .where('cancellation_id', '=', cancellation_id)
    .where('shipment_id', '=', parcel.shipment_id)
    .execute();
  if (answer.outcome === 'UNKNOWN') return;
  await tx
    .updateTable('shipments')
    .set({ state: SHIPMENT_STATES[answer.outcome] })
    .where('shop_id', '=', shop_id)
    .where('order_id', '=', order_id)
    .where('shipment_id', '=', parcel.shipment_id)
    .execute();
}

/**
 * Was nothing irreversible done besides asking about this parcel? Another one that
 * is stopped, or may be, counts as done.
 */
async function nothingElseDone(tx: Transaction, { cancellation, parcel }: Answered): Promise<boolean> {
  if (cancellation.committed_at !== null) return false;
  const other = await tx
    .selectFrom('interceptions')
    .select('shipment_id')
    .where('shop_id', '=', cancellation.shop_id)
    .where('cancellation_id', '=', cancellation.cancellation_id)
    .where('shipment_id', '!=', parcel.shipment_id)
    .where('state', 'in', ['ASKED', 'UNKNOWN', 'STOPPED'])
    .executeTakeFirst();
  return other === undefined;
}

async function tellContradiction(tx: Transaction, { cancellation, parcel, answer }: Answered): Promise<void> {
  const ref = { shopId: cancellation.shop_id, cancellationId: cancellation.cancellation_id };
  const details = { shipmentId: parcel.shipment_id, holds: parcel.interception, said: answer.outcome };
  await recordEvents(tx, ref, [
    { event: 'INTERCEPTION_CONTRADICTED', actor: { id: 'carrier', role: 'system' }, details },
  ]);
}
