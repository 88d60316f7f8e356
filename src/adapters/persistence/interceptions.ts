import type { InterceptionBegun, InterceptionBook, ParcelRef } from '../../ports/interception-book';
import type { Database, Transaction } from './database';
import { hasEnded } from './has-ended';
import { inTransaction } from './in-transaction';
import { knownOutcome, type ParcelRow } from './interception-outcome';
import { lockCancellation } from './lock-cancellation';
import { recordInterception } from './record-interception';
import type { CancellationRow } from './tables/cancellations';
import { recordWithColumns } from './record-with-columns';

/** What the database keeps of the attempts to stop parcels; see the port. */
export function createInterceptionBook(db: Database): InterceptionBook {
  return {
    begin: (parcel) => inTransaction(db, (tx) => begin(tx, parcel)),
    record: (answered) =>
      inTransaction(db, async (tx) => {
        const cancellation = await lockCancellation(tx, answered);
        const parcel = await readParcel(tx, { cancellation, shipmentId: answered.shipmentId });
        return recordInterception(tx, { cancellation, parcel, answer: answered.answer });
      }),
  };
}

async function begin(tx: Transaction, ref: ParcelRef): Promise<InterceptionBegun> {
  const cancellation = await lockCancellation(tx, ref);
  if (cancellation.withdrawn_at !== null) return { outcome: 'withdrawn' };
  const parcel = await readParcel(tx, { cancellation, shipmentId: ref.shipmentId });
  const known = knownOutcome(parcel);
  if (known !== undefined) return { outcome: 'answered', answer: known };
  if (hasEnded(cancellation.state) || cancellation.committed_at !== null) {
    throw new Error(`Parcel ${ref.shipmentId} can't be stopped: ${ref.cancellationId} is ${cancellation.state}`);
  }
  const idempotencyKey = `${ref.cancellationId}:${ref.shipmentId}`;
  if (parcel.interception === null) await firstAsk(tx, { cancellation, shipmentId: ref.shipmentId, idempotencyKey });
  const { shopId, shipmentId } = ref;
  return { outcome: 'ask', request: { shopId, shipmentId, trackingRef: parcel.tracking_ref, idempotencyKey } };
}

/** The pivot by compare-and-set, and the fact that the carrier is asked. */
async function firstAsk(
  tx: Transaction,
  ask: { readonly cancellation: CancellationRow; readonly shipmentId: string; readonly idempotencyKey: string },
): Promise<void> {
  const { shop_id, cancellation_id, order_id, pivot_at } = ask.cancellation;
  await tx
    .insertInto('interceptions')
    .values({
      ...{ shop_id, cancellation_id, order_id, shipment_id: ask.shipmentId },
      ...{ state: 'ASKED', idempotency_key: ask.idempotencyKey, carrier_ref: null, answered_at: null },
    })
    .execute();
  await recordWithColumns(tx, ask.cancellation, {
    set: { pivot_at: pivot_at ?? new Date() },
    event: 'INTERCEPTION_ASKED',
    details: { shipmentId: ask.shipmentId },
  });
}

async function readParcel(
  tx: Transaction,
  { cancellation, shipmentId }: { readonly cancellation: CancellationRow; readonly shipmentId: string },
): Promise<ParcelRow> {
  const parcel = await tx
    .selectFrom('shipments as s')
    .leftJoin('interceptions as i', (join) =>
      join
        .onRef('i.shop_id', '=', 's.shop_id')
        .onRef('i.order_id', '=', 's.order_id')
        .onRef('i.shipment_id', '=', 's.shipment_id')
        .on('i.cancellation_id', '=', cancellation.cancellation_id),
    )
    .select(['s.shipment_id', 's.tracking_ref', 's.state', 'i.state as interception'])
    .where('s.shop_id', '=', cancellation.shop_id)
    .where('s.order_id', '=', cancellation.order_id)
    .where('s.shipment_id', '=', shipmentId)
    .executeTakeFirst();
  if (parcel === undefined) throw new Error(`No parcel ${shipmentId} in order ${cancellation.order_id}`);
  return parcel;
}
