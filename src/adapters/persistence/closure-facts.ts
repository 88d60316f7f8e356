import { sql } from 'kysely';
import type { Minor } from '../../domain/money';
import type { ShipmentState, UnitState } from '../../domain/order';
import type { LegKind, LegState } from '../../domain/refund-leg';
import type { StockRule } from '../../domain/policy';
import type { Transaction } from './database';
import type { CancellationRow } from './tables/cancellations';
import type { LedgerAccount } from './tables/money';

export interface LegFact {
  readonly legId: string;
  readonly cancellationId: string;
  readonly tenderId: string;
  readonly kind: LegKind;
  readonly captureId: string | null;
  readonly amount: Minor;
  readonly state: LegState;
  readonly providerRef: string | null;
  readonly manualReference: string | null;
  readonly replacedBy: string | null;
  readonly lateNews: string | null;
  readonly purpose: 'CANCELLATION' | 'REPAIR';
  /** It came back, and the ledger says so: its capture has the amount again. */
  readonly reversed: boolean;
}

/** Money of this cancellation that came back, or came too late. */
export interface RepairFact {
  readonly subject: string;
  readonly kind: 'RETURNED' | 'LATE_MONEY';
  readonly amount: Minor;
  readonly open: boolean;
  /** The ledger says it. */
  readonly begun: boolean;
}

interface CaptureFact {
  readonly captureId: string;
  readonly amount: Minor;
  readonly committed: Minor;
  readonly external: Minor;
  readonly disputed: Minor;
  /** Taken by others beyond what legs left. */
  readonly overdrawn: Minor;
  /** Paid by a tender of an undefined kind: nothing can go back to it. */
  readonly undefinedKind: boolean;
}

/**
 * All that a closure is proven by, as it stands under the order's lock. Amounts in minor units of the order's currency.
 */
export interface ClosureFacts {
  readonly feesKept: Minor;
  /** Of the whole order, of every cancellation of it. */
  readonly legs: readonly LegFact[];
  readonly captures: readonly CaptureFact[];
  readonly repairs: readonly RepairFact[];
  readonly openAuthorizations: readonly string[];
  /** Balance of each account, of this cancellation alone. */
  readonly ledger: Readonly<Partial<Record<LedgerAccount, Minor>>>;
  readonly unbalanced: readonly string[];
  readonly units: readonly {
    readonly unitId: string;
    readonly state: 'HELD' | 'RELEASED' | 'CANCELLED';
    readonly unitState: UnitState;
    readonly isOurs: boolean;
    readonly movements: readonly StockRule[];
    readonly shipmentId: string | null;
    readonly parcel: ShipmentState | null;
  }[];
  /** Is any unit of the order neither cancelled nor gone? */
  readonly someUnitLeft: boolean;
}

/** Reads them in one round trip. */
export async function loadClosureFacts(tx: Transaction, row: CancellationRow): Promise<ClosureFacts> {
  const own = sql`shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id}`;
  const ofOrder = sql`shop_id = ${row.shop_id} and order_id = ${row.order_id}`;
  const { rows } = await sql<ClosureFacts>`
    select (select fees_kept from orders where ${ofOrder}) as "feesKept",
      exists (select from order_units where ${ofOrder} and state <> 'CANCELLED') as "someUnitLeft",
      (select coalesce(json_agg(json_build_object('legId', leg_id, 'cancellationId', cancellation_id, 'tenderId', tender_id,
          'kind', kind, 'captureId', capture_id, 'amount', amount, 'state', state, 'providerRef', provider_ref,
          'manualReference', manual_reference, 'replacedBy', replaced_by, 'lateNews', late_news, 'purpose', purpose,
          'reversed', exists (select from ledger_entries e where e.shop_id = l.shop_id and e.transaction_id = l.leg_id || ':returned'))
          order by created_at, length(leg_id), leg_id), '[]') from refund_legs l where ${ofOrder}) as legs,
      (select coalesce(json_agg(json_build_object('captureId', c.capture_id, 'amount', c.amount, 'committed', c.committed,
          'external', c.external, 'disputed', c.disputed, 'overdrawn', c.overdrawn, 'undefinedKind', t.kind = 'UNDEFINED') order by c.capture_id), '[]')
        from captures c join tenders t using (shop_id, order_id, tender_id) where ${ofOrder}) as captures,
      (select coalesce(json_agg(json_build_object('subject', r.subject, 'kind', r.kind, 'amount', r.amount, 'open', r.done_at is null,
          'begun', exists (select from ledger_entries e where e.shop_id = r.shop_id and e.transaction_id = case r.kind
            when 'RETURNED' then r.subject || ':returned' else r.cancellation_id || ':late:' || r.subject end))
          order by r.subject), '[]') from repairs r where ${own}) as repairs,
      (select coalesce(json_agg(authorization_id order by authorization_id), '[]') from authorizations
        where ${ofOrder} and state in ('OPEN', 'CAPTURING') and amount > captured) as "openAuthorizations",
      (select coalesce(json_object_agg(account, balance), '{}')
        from (select account, sum(amount) as balance from ledger_entries where ${own} group by account) a) as ledger,
      (select coalesce(json_agg(distinct transaction_id), '[]') from (select transaction_id from ledger_entries where ${own}
        group by transaction_id, currency having sum(amount) <> 0) t) as unbalanced,
      (select coalesce(json_agg(json_build_object('unitId', u.unit_id, 'state', u.state, 'unitState', o.state,
          'isOurs', o.cancellation_id is not distinct from u.cancellation_id,
          'movements', (select coalesce(json_agg(cause order by cause), '[]') from stock_movements m where m.shop_id = u.shop_id
            and m.order_id = u.order_id and m.unit_id = u.unit_id and m.cancellation_id = u.cancellation_id),
          'shipmentId', s.shipment_id, 'parcel', s.state) order by length(u.unit_id), u.unit_id), '[]')
        from cancellation_units u join order_units o using (shop_id, order_id, unit_id)
        left join shipment_units su using (shop_id, order_id, unit_id)
        left join shipments s on s.shop_id = su.shop_id and s.order_id = su.order_id and s.shipment_id = su.shipment_id
        where u.shop_id = ${row.shop_id} and u.cancellation_id = ${row.cancellation_id}) as units`.execute(tx);
  const [facts] = rows;
  if (facts === undefined) throw new Error(`No facts of cancellation ${row.cancellation_id}`);
  return facts;
}
