import type { Leg } from '../../ports/cancellation-book';
import type { RefundLegRow } from './tables/money';

/**
 * The legs of a cancellation as its workflow knows them: those that no other has
 * replaced, in the order of their numbers.
 */
export function toLegs(rows: readonly RefundLegRow[], cancellationId: string): Leg[] {
  return rows
    .filter((row) => row.cancellation_id === cancellationId && row.replaced_by === null)
    .sort((left, right) => numberOf(left) - numberOf(right))
    .map(toLeg);
}

function toLeg(row: RefundLegRow): Leg {
  return {
    legId: row.leg_id,
    tenderId: row.tender_id,
    channel: row.channel,
    kind: row.kind,
    state: row.state,
    amount: row.amount,
    ...(row.provider_ref === null ? {} : { providerRef: row.provider_ref }),
    ...(row.expected_by === null ? {} : { expectedBy: row.expected_by }),
    ...(row.kind === 'void' && row.code !== null ? { code: row.code } : {}),
    ...(row.late_news === 'RETURNED' ? { returned: true } : {}),
  };
}

function numberOf({ leg_id }: RefundLegRow): number {
  return Number(leg_id.slice(leg_id.lastIndexOf('/') + 1));
}
