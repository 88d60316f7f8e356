import { sql } from 'kysely';
import type { LeverFacts } from '../../../domain/applicable-levers';
import type { CancellationRef } from '../../../ports/cancellation-book';
import type { Database } from '../database';
import { knownOutcome, type ParcelRow } from '../interception-outcome';
import type { CancellationRow } from '../tables/cancellations';
import { MERCHANTS_IN_PARCEL } from './own-parcel';

type FactsRow = Pick<CancellationRow, 'state' | 'stuck_cause'> &
  Pick<LeverFacts, 'isWithdrawn' | 'isCommitted' | 'parts' | 'legs' | 'approvals' | 'isTakenUp' | 'reopenings'> & {
    readonly parcels: readonly (ParcelRow & { readonly merchants: readonly string[] })[];
  };

/** What decides which levers apply to a cancellation; undefined where there is none. One round trip, no lock. */
export async function readLeverFacts(db: Database, ref: CancellationRef): Promise<LeverFacts | undefined> {
  const { rows } = await sql<FactsRow>`
    select c.state, c.stuck_cause, c.withdrawn_at is not null as "isWithdrawn", c.committed_at is not null as "isCommitted",
      (select coalesce(json_agg(json_build_object('merchantId', merchant_id, 'decision', state,
          'isRunning', coalesce(deadline >= now(), false)) order by merchant_id), '[]')
        from cancellation_parts where shop_id = c.shop_id and cancellation_id = c.cancellation_id) as parts,
      (select coalesce(json_agg(json_build_object('legId', leg_id, 'kind', kind, 'state', state, 'isReplaced', replaced_by is not null,
          'cameBack', state = 'SUCCEEDED' and late_news is not distinct from 'RETURNED' and exists (select from ledger_entries e
            where e.shop_id = l.shop_id and e.transaction_id = l.leg_id || ':returned')) order by length(leg_id), leg_id), '[]')
        from refund_legs l where shop_id = c.shop_id and cancellation_id = c.cancellation_id) as legs,
      (select coalesce(json_agg(json_build_object('shipment_id', s.shipment_id, 'tracking_ref', s.tracking_ref, 'state', s.state,
          'interception', i.state, 'merchants', ${MERCHANTS_IN_PARCEL}) order by s.shipment_id), '[]')
        from shipments s left join interceptions i on i.shop_id = s.shop_id and i.order_id = s.order_id
          and i.shipment_id = s.shipment_id and i.cancellation_id = c.cancellation_id
        where s.shop_id = c.shop_id and s.order_id = c.order_id and exists (
          select from shipment_units su join cancellation_units u using (shop_id, order_id, unit_id)
          where su.shop_id = s.shop_id and su.order_id = s.order_id and su.shipment_id = s.shipment_id
            and u.cancellation_id = c.cancellation_id and u.state = 'HELD')) as parcels,
      (select coalesce(json_agg(json_build_object('approvalId', approval_id, 'legId', subject, 'askedBy', asked_by)
          order by approval_id), '[]')
        from approvals where shop_id = c.shop_id and cancellation_id = c.cancellation_id and action = 'ALTERNATE_ROUTE'
          and decision is null) as approvals,
      exists (select from cancellations e where e.shop_id = c.shop_id and e.escalates = c.cancellation_id
        and e.state <> 'DENIED') as "isTakenUp",
      (select coalesce(json_agg(json_build_object('approvalId', approval_id, 'askedBy', asked_by) order by approval_id), '[]')
        from approvals where shop_id = c.shop_id and cancellation_id = c.cancellation_id and action = 'REOPEN'
          and decision is distinct from 'REFUSED') as reopenings
    from cancellations c where c.shop_id = ${ref.shopId} and c.cancellation_id = ${ref.cancellationId}`.execute(db);
  const [row] = rows;
  return row === undefined ? undefined : factsOf(row);
}

function factsOf({ state, stuck_cause, parcels, ...facts }: FactsRow): LeverFacts {
  return {
    ...facts,
    state,
    ...(stuck_cause === null ? {} : { stuck: stuck_cause }),
    parcels: parcels.map((parcel) => {
      const known = knownOutcome(parcel);
      return {
        shipmentId: parcel.shipment_id,
        state: parcel.state,
        ...(parcel.interception === null ? {} : { interception: parcel.interception }),
        ...(known === undefined ? {} : { known }),
        merchantIds: parcel.merchants,
      };
    }),
  };
}
