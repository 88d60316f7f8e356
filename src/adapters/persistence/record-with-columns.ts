import type { Updateable } from 'kysely';
import { SYSTEM_ACTOR } from '../../domain/cancellation';
import type { Transaction } from './database';
import { moveState } from './move-state';
import type { CancellationRow, CancellationTable } from './tables/cancellations';

/** An event that changes columns of a locked cancellation but not its state, in one round trip. */
export async function recordWithColumns(
  tx: Transaction,
  row: CancellationRow,
  change: {
    readonly event: string;
    readonly set: Updateable<CancellationTable>;
    readonly details: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await moveState(tx, row, { ...change, to: row.state, waitingOn: row.waiting_on, actor: SYSTEM_ACTOR });
}
