import { sql } from 'kysely';
import type { RepairRef } from '../../../ports/repair-book';
import type { Transaction } from '../database';
import { REPLACED_BY_NOBODY } from '../replace-by-legs';
import type { RefundLegRow } from '../tables/money';

/** A repair, and whether the books say already what it is about. */
export interface RepairRow {
  readonly subject: string;
  readonly kind: 'RETURNED' | 'LATE_MONEY';
  /** Minor units. */
  readonly amount: number;
  readonly done_at: Date | null;
  readonly begun: boolean;
}

/** The ledger transaction by which a repair begins; it is posted once. */
const BEGUN = sql`exists (select from ledger_entries e where e.shop_id = r.shop_id and e.transaction_id = case r.kind
  when 'RETURNED' then r.subject || ':returned' else r.cancellation_id || ':late:' || r.subject end)`;

/**
 * Repairs `r` of which nobody may know: not begun, or of a cancellation that was settled, so
 * that no run of its own takes them on.
 */
export const UNATTENDED = sql`r.done_at is null and (c.settled_at is not null or not ${BEGUN})`;

/** Locks a repair; the order and the cancellation are locked before. */
export async function lockRepair(tx: Transaction, ref: RepairRef): Promise<RepairRow | undefined> {
  const { rows } = await sql<RepairRow>`
    select r.subject, r.kind, r.amount, r.done_at, ${BEGUN} as begun from repairs r
    where r.shop_id = ${ref.shopId} and r.cancellation_id = ${ref.cancellationId} and r.subject = ${ref.subject}
    for update`.execute(tx);
  return rows[0];
}

/** Nothing is left of it to do. */
export async function endRepair(tx: Transaction, ref: RepairRef): Promise<void> {
  await tx
    .updateTable('repairs')
    .set({ done_at: new Date() })
    .where('shop_id', '=', ref.shopId)
    .where('subject', '=', ref.subject)
    .where('done_at', 'is', null)
    .execute();
}

type Chained = Pick<RefundLegRow, 'leg_id' | 'replaced_by' | 'purpose' | 'capture_id' | 'created_at'>;

/** Others have given back what the repair was for, while its leg waited: nothing is left of it to pay. */
export function isGivenElsewhere(legs: readonly Chained[], repair: Pick<RepairRow, 'kind' | 'subject'>): boolean {
  let next = firstLegOf(legs, repair);
  while (next !== undefined && next.replaced_by !== REPLACED_BY_NOBODY) next = replacementOf(legs, next);
  return next !== undefined;
}

function firstLegOf<L extends Chained>(
  legs: readonly L[],
  { kind, subject }: Pick<RepairRow, 'kind' | 'subject'>,
): L | undefined {
  return kind === 'RETURNED'
    ? legs.find(({ leg_id }) => leg_id === subject)
    : legs.find((leg) => leg.purpose === 'REPAIR' && leg.capture_id === subject);
}

function replacementOf<L extends Chained>(legs: readonly L[], { replaced_by }: L): L | undefined {
  return replaced_by === null ? undefined : legs.find(({ leg_id }) => leg_id === replaced_by);
}

/**
 * The leg that a repair has come to: of money that came back the last one that does what the returned
 * leg could not, none before somebody chose another way; of late money the last one in the place of the
 * first that was planned for its capture.
 */
export function legOfRepair<L extends Chained>(legs: readonly L[], repair: Pick<RepairRow, 'kind' | 'subject'>): L[] {
  const first = firstLegOf(legs, repair);
  let last = first;
  while (last !== undefined && last.replaced_by !== null) last = replacementOf(legs, last);
  return last === undefined || (repair.kind === 'RETURNED' && last === first) ? [] : [last];
}
