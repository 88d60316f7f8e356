import type { Selectable } from 'kysely';
import type { DriftCase } from '../../../ports/drift-book';
import type { DriftCaseTable } from '../tables/drift';

/** A stored case as it is told. */
export function caseOf(row: Selectable<DriftCaseTable>): DriftCase {
  return {
    caseId: row.case_id,
    shopId: row.shop_id,
    channel: row.channel,
    kind: row.kind,
    subject: row.subject,
    ...(row.leg_id === null ? {} : { legId: row.leg_id }),
    ...(row.cancellation_id === null ? {} : { cancellationId: row.cancellation_id }),
    ours: row.ours,
    theirs: row.theirs,
    openedAt: row.opened_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at.toISOString() }),
    ...resolutionOf(row),
  };
}

function resolutionOf(row: Selectable<DriftCaseTable>): Pick<DriftCase, 'resolution'> {
  const { resolved_at: at, resolved_by: id, resolved_role: role, resolution_note: note } = row;
  if (at === null || id === null || role === null || note === null) return {};
  return { resolution: { at: at.toISOString(), by: { id, role }, note } };
}
