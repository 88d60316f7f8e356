import { sql } from 'kysely';
import type { StuckCause } from '../../../domain/cancellation-view';
import { refused, type Refusal } from '../../../domain/refusals';
import type { InterceptionOutcome } from '../../../domain/shipment';
import { knownOutcome } from '../interception-outcome';
import { recordInterception } from '../record-interception';
import { stuckFrom, type Apply, type LeverEffect, type Pull } from './lever-effect';
import { MERCHANTS_IN_PARCEL, whyNotOwnParcel, type HeldParcel } from './own-parcel';

interface ResolveInterception {
  readonly kind: 'resolveInterception';
  readonly shipmentId: string;
  readonly outcome: Exclude<InterceptionOutcome, 'UNKNOWN'>;
}
interface RecordReturn {
  readonly kind: 'recordReturn';
  readonly shipmentId: string;
}

/** Says what became of a parcel when the carrier cannot, or corrects what the carrier said before anything was done about it. */
export const resolveInterception: Apply<ResolveInterception> = async (pull) => {
  const { tx, row, lever } = pull;
  const parcel = await findParcel(pull);
  if ('outcome' in parcel) return parcel;
  const known = knownOutcome(parcel);
  const no = refused('LEVER_NOT_APPLICABLE', {
    shipmentId: lever.shipmentId,
    ...(known === undefined ? {} : { known }),
  });
  if (parcel.interception === null) return no;
  if (known === undefined) {
    await recordInterception(tx, { cancellation: row, parcel, answer: { outcome: lever.outcome } });
    return back(pull);
  }
  if (known === lever.outcome && isLookedAt(row)) return back(pull);
  // What is proven may only be corrected before anything was done about it: while a person looks at a parcel that goes on.
  if (known === 'STOPPED' || row.stuck_cause !== 'PARCEL_NOT_STOPPED') return no;
  if (lever.outcome !== 'STOPPED') return back(pull);
  await setShipmentState(pull, 'STOPPED');
  return { ...back(pull), set: { pivot_at: row.pivot_at ?? new Date() } };
};

/**
 * Records that a parcel which could not be stopped has come back: what is in it may be refunded after all. A merchant may say so of its own,
 * unless support looks at it.
 */
export const recordReturn: Apply<RecordReturn> = async (pull) => {
  const { row, lever, actor } = pull;
  const parcel = await findParcel(pull);
  if ('outcome' in parcel) return parcel;
  const notOwn = whyNotOwnParcel(pull, parcel);
  if (notOwn !== undefined) return notOwn;
  if (actor.role === 'merchant' && isLookedAt(row)) return refused('LEVER_NOT_APPLICABLE', { state: row.state });
  const isOut = parcel.interception === 'ALREADY_OUT' || parcel.interception === 'DELIVERED';
  const isUnclear = row.stuck_cause === 'INTERCEPTION_UNKNOWN' && parcel.interception !== 'STOPPED';
  if (!isOut && !isUnclear) {
    return refused('LEVER_NOT_APPLICABLE', { shipmentId: lever.shipmentId, shipment: parcel.state });
  }
  await setShipmentState(pull, 'RETURNED');
  await approveReturned(pull);
  return back(pull);
};

/** A parcel with units that this cancellation still holds, while they can be decided about. */
async function findParcel({ tx, row, lever }: Pull<ResolveInterception | RecordReturn>): Promise<HeldParcel | Refusal> {
  if (row.withdrawn_at !== null) return refused('ALREADY_WITHDRAWN');
  if (row.committed_at !== null) return refused('LEVER_NOT_APPLICABLE', { state: row.state });
  const { rows } = await sql<HeldParcel>`
    select s.shipment_id, s.tracking_ref, s.state, i.state as interception, ${MERCHANTS_IN_PARCEL} as merchants
    from shipments s left join interceptions i on i.shop_id = s.shop_id and i.order_id = s.order_id
      and i.shipment_id = s.shipment_id and i.cancellation_id = ${row.cancellation_id}
    where s.shop_id = ${row.shop_id} and s.order_id = ${row.order_id} and s.shipment_id = ${lever.shipmentId}
      and exists (select from shipment_units su join cancellation_units u using (shop_id, order_id, unit_id)
        where su.shop_id = s.shop_id and su.order_id = s.order_id and su.shipment_id = s.shipment_id
          and u.cancellation_id = ${row.cancellation_id} and u.state = 'HELD')`.execute(tx);
  return rows[0] ?? refused('LEVER_NOT_APPLICABLE', { shipmentId: lever.shipmentId });
}

const ABOUT_PARCELS: readonly StuckCause[] = ['INTERCEPTION_UNKNOWN', 'PARCEL_NOT_STOPPED'];

function back({ row }: Pull): LeverEffect {
  return { outcome: 'done', to: isLookedAt(row) ? stuckFrom(row) : row.state };
}

function isLookedAt({ stuck_cause }: Pull['row']): boolean {
  return stuck_cause !== null && ABOUT_PARCELS.includes(stuck_cause);
}

async function setShipmentState(
  { tx, row, lever }: Pull<ResolveInterception | RecordReturn>,
  state: 'STOPPED' | 'RETURNED',
): Promise<void> {
  await tx
    .updateTable('shipments')
    .set({ state })
    .where('shop_id', '=', row.shop_id)
    .where('order_id', '=', row.order_id)
    .where('shipment_id', '=', lever.shipmentId)
    .execute();
}

/** Parts that waited for this parcel are approved again, once none of their others is out. */
async function approveReturned({ tx, row }: Pull): Promise<void> {
  await sql`
    update cancellation_parts p set state = 'APPROVED', return_until = null
    where p.shop_id = ${row.shop_id} and p.cancellation_id = ${row.cancellation_id} and p.state = 'AWAITING_RETURN'
      and not exists (
        select from cancellation_units u
        join shipment_units su using (shop_id, order_id, unit_id)
        join shipments s on s.shop_id = su.shop_id and s.order_id = su.order_id and s.shipment_id = su.shipment_id
        join interceptions i on i.shop_id = u.shop_id and i.cancellation_id = u.cancellation_id
          and i.shipment_id = s.shipment_id
        where u.shop_id = p.shop_id and u.cancellation_id = p.cancellation_id and u.merchant_id = p.merchant_id
          and u.state = 'HELD' and i.state in ('ALREADY_OUT', 'DELIVERED') and s.state in ('IN_TRANSIT', 'DELIVERED'))`.execute(
    tx,
  );
}
