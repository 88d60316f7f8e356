import { sql } from 'kysely';
import type { RepairBook, RepairRef } from '../../../ports/repair-book';
import type { Database } from '../database';
import { beginRepair, readRepairLegs } from './begin-repair';
import { proveRepair } from './prove-repair';
import { UNATTENDED } from './repair-row';

/** Most repairs that one sweep starts; the next one goes on. */
const MOST = 1_000;

/** What the database keeps of repairs; see the port. */
export function createRepairBook(db: Database): RepairBook {
  return {
    beginRepair: beginRepair(db),
    readRepairLegs: readRepairLegs(db),
    proveRepair: proveRepair(db),
    openRepairs: async (ref) => {
      const { rows } = await sql<RepairRef>`
        select r.shop_id as "shopId", r.cancellation_id as "cancellationId", r.subject
        from repairs r join cancellations c using (shop_id, cancellation_id)
        where ${UNATTENDED} and (${ref?.shopId ?? null}::text is null
          or (r.shop_id = ${ref?.shopId ?? null} and r.cancellation_id = ${ref?.cancellationId ?? null}))
        order by r.opened_at limit ${MOST}`.execute(db);
      return rows;
    },
  };
}
