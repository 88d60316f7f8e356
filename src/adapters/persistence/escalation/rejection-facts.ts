import { sql } from 'kysely';
import type { Rejection } from '../../../domain/arbitration';
import type { Actor, Role } from '../../../domain/cancellation';
import type { Policy } from '../../../domain/policy';
import type { Database, Transaction } from '../database';
import type { CancellationRow } from '../tables/cancellations';

/** What decides whether a rejection may be taken to arbitration, and who has done so before. */
export interface RejectionFacts extends Rejection {
  readonly openedBy?: Actor;
  /** Tries that were denied. */
  readonly denied: number;
}

interface FactsRow {
  readonly rejected: readonly string[];
  readonly rejected_at: Date | null;
  readonly opened: string | null;
  readonly opened_by: string | null;
  readonly opened_role: Role | null;
  readonly denied: number;
}

/** Reads them, in one round trip. */
export async function readRejection(
  db: Database | Transaction,
  row: Pick<CancellationRow, 'shop_id' | 'cancellation_id' | 'state' | 'policies' | 'escalates'>,
): Promise<RejectionFacts> {
  const own = sql`shop_id = ${row.shop_id} and cancellation_id = ${row.cancellation_id}`;
  const heard = sql`shop_id = ${row.shop_id} and escalates = ${row.cancellation_id}`;
  const { rows } = await sql<FactsRow>`
    select (select coalesce(json_agg(merchant_id order by merchant_id), '[]') from decisions where ${own} and outcome = 'REJECTED') as rejected,
      (select max(received_at) from decisions where ${own} and outcome = 'REJECTED') as rejected_at,
      (select count(*)::int from cancellations where ${heard} and state = 'DENIED') as denied,
      opened.cancellation_id as opened, opened.actor_id as opened_by, opened.actor_role as opened_role
    from (select) nothing left join (select cancellation_id, actor_id, actor_role from cancellations
      where ${heard} and state <> 'DENIED') opened on true`.execute(db);
  const [facts] = rows;
  if (facts === undefined) throw new Error('A row was asked for, and none came');
  const { rejected, rejected_at, opened, opened_by, opened_role, denied } = facts;
  return {
    state: row.state,
    policies: rejected.flatMap((merchantId) => policyOf(row.policies, merchantId)),
    isEscalation: row.escalates !== null,
    denied,
    ...(rejected_at === null ? {} : { rejectedAt: rejected_at }),
    ...(opened === null ? {} : { escalatedBy: opened }),
    ...(opened_by === null || opened_role === null ? {} : { openedBy: { id: opened_by, role: opened_role } }),
  };
}

function policyOf(policies: Readonly<Record<string, Policy>>, merchantId: string): Policy[] {
  const policy = policies[merchantId];
  return policy === undefined ? [] : [policy];
}
