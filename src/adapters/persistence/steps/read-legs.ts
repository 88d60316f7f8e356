import type { CancellationBook, CancellationRef, Leg } from '../../../ports/cancellation-book';
import type { Database, Transaction } from '../database';
import { toLegs } from '../to-leg';

/** Reads the legs of a cancellation that no other has replaced; no lock. */
export function readLegs(db: Database): CancellationBook['readLegs'] {
  return (ref) => loadLegs(db, ref);
}

/** The same, for a step that answers with them. */
export async function loadLegs(db: Database | Transaction, ref: CancellationRef): Promise<Leg[]> {
  const rows = await db
    .selectFrom('refund_legs')
    .selectAll()
    .where('shop_id', '=', ref.shopId)
    .where('cancellation_id', '=', ref.cancellationId)
    .execute();
  return toLegs(rows, ref.cancellationId);
}
