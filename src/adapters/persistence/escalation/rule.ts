import { nextRuling } from '../../../domain/arbitration';
import type { Actor, CancellationState } from '../../../domain/cancellation';
import type { Standing } from '../../../ports/cancellation-book';
import type { Transaction } from '../database';
import { stuckFrom } from '../levers/lever-effect';
import { standingOf, withPart, type StoredStanding } from '../standing';
import { rewriteDecision } from '../store-decision';
import type { CancellationRow } from '../tables/cancellations';
import { stateAfter } from '../waiting';

interface Ruling {
  readonly merchantId: string;
  readonly ruling: 'APPROVED' | 'UPHELD';
  readonly door: 'LEVER' | 'TIMEOUT';
  readonly actor: Actor;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** How things stand once it is ruled. */
interface Ruled {
  readonly standing: Standing;
  readonly next: CancellationState;
  /** The clock that runs next: another part's, its merchant's or an arbiter's. */
  readonly deadline: Date | null;
}

/** A ruling takes the place of an escalation, whoever gave it; upheld is a rejection. The caller moves the cancellation. */
export async function rule(
  { tx, row }: { readonly tx: Transaction; readonly row: CancellationRow },
  before: StoredStanding,
  { merchantId, ruling, ...by }: Ruling,
): Promise<Ruled> {
  const outcome = ruling === 'APPROVED' ? 'APPROVED' : 'REJECTED';
  const decided = { merchantId, outcome, ...by } as const;
  await rewriteDecision(tx, row, decided);
  const standing = standingOf(withPart(before, merchantId, { state: outcome, decided }));
  const next = stateAfter(row.state === 'NEEDS_HUMAN' ? stuckFrom(row) : row.state, standing);
  const until = standing.decided ? nextRuling(standing.parts)?.arbitration?.until : undefined;
  if (!standing.decided) return { standing, next, deadline: row.deadline };
  return { standing, next, deadline: until === undefined ? null : new Date(until) };
}
