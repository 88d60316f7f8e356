import type { CancellationRef } from '../../ports/cancellation-book';
import type { ClosureProof } from '../../ports/cancellation-reader';
import type { Database } from './database';

/** What a cancellation was settled on, the version that holds first; none before it is settled. */
export async function readClosureProofs(db: Database, ref: CancellationRef): Promise<ClosureProof[]> {
  const rows = await db
    .selectFrom('closure_proofs')
    .select(['version', 'hash', 'body', 'written_at', 'superseded_at'])
    .where('shop_id', '=', ref.shopId)
    .where('cancellation_id', '=', ref.cancellationId)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ version, hash, body, written_at, superseded_at }) => ({
    ...{ version, hash, body: body as ClosureProof['body'], writtenAt: written_at.toISOString() },
    ...(superseded_at === null ? {} : { supersededAt: superseded_at.toISOString() }),
  }));
}
