import { sql } from 'kysely';
import type { Rejection } from '../../../domain/arbitration';
import type { Actor, Role } from '../../../domain/cancellation';
import type { Policy } from '../../../domain/policy';
import type { Selection } from '../../../domain/quote';
import type { Database, Transaction } from '../database';
import type { CancellationRow } from '../tables/cancellations';
import { REJECTED_REST, REJECTIONS } from './rejected-rest';

/** What decides whether a rejection may be taken to arbitration, and who has done so before. */
export interface RejectionFacts extends Rejection {
  readonly openedBy?: Actor;
  /** Tries that were denied. */
  readonly denied: number;
  /** What is taken there: the same once more, or of what has gone on without them exactly the rejected units. */
  readonly selection: Selection;
  /** A line of which a rejected unit was cancelled meanwhile. */
  readonly goneLine?: string;
}

interface FactsRow {
  readonly rejected: readonly string[];
  readonly rejected_at: Date | null;
  readonly opened: string | null;
  readonly opened_by: string | null;
  readonly opened_role: Role | null;
  readonly denied: number;
  readonly rest: readonly RestLine[] | null;
}

interface RestLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly isGone: boolean;
}

/** Reads them, in one round trip. */
export async function readRejection(
  db: Database | Transaction,
  row: Pick<CancellationRow, 'shop_id' | 'cancellation_id' | 'state' | 'policies' | 'escalates' | 'selection'>,
): Promise<RejectionFacts> {
  const heard = sql`shop_id = ${row.shop_id} and escalates = ${row.cancellation_id}`;
  const { rows } = await sql<FactsRow>`
    select (select coalesce(json_agg(r.merchant_id order by r.merchant_id), '[]') ${REJECTIONS}) as rejected,
      (select max(r.received_at) ${REJECTIONS}) as rejected_at,
      (select json_agg(json_build_object('lineId', line_id, 'quantity', quantity, 'isGone', is_gone) order by line_id)
        from (select o.line_id, count(*) as quantity, bool_or(o.state = 'CANCELLED') as is_gone from order_units o
          where o.shop_id = c.shop_id and o.order_id = c.order_id and o.unit_id in (select u.unit_id ${REJECTED_REST})
          group by o.line_id) line) as rest,
      (select count(*)::int from cancellations where ${heard} and state = 'DENIED') as denied,
      opened.cancellation_id as opened, opened.actor_id as opened_by, opened.actor_role as opened_role
    from cancellations c left join (select cancellation_id, actor_id, actor_role from cancellations
      where ${heard} and state <> 'DENIED') opened on true
    where c.shop_id = ${row.shop_id} and c.cancellation_id = ${row.cancellation_id}`.execute(db);
  const [facts] = rows;
  if (facts === undefined) throw new Error('A row was asked for, and none came');
  const { rejected, rejected_at, opened, opened_by, opened_role, denied, rest } = facts;
  const goneLine = rest?.find(({ isGone }) => isGone)?.lineId;
  return {
    state: row.state,
    policies: rejected.flatMap((merchantId) => policyOf(row.policies, merchantId)),
    isEscalation: row.escalates !== null,
    denied,
    selection: rest === null ? row.selection : restOf(rest),
    ...(goneLine === undefined ? {} : { goneLine }),
    ...(rejected_at === null ? {} : { rejectedAt: rejected_at }),
    ...(opened === null ? {} : { escalatedBy: opened }),
    ...(opened_by === null || opened_role === null ? {} : { openedBy: { id: opened_by, role: opened_role } }),
  };
}

function restOf(rest: readonly RestLine[]): Selection {
  return { kind: 'LINES', lines: rest.map(({ lineId, quantity }) => ({ lineId, quantity })) };
}

function policyOf(policies: Readonly<Record<string, Policy>>, merchantId: string): Policy[] {
  const policy = policies[merchantId];
  return policy === undefined ? [] : [policy];
}
