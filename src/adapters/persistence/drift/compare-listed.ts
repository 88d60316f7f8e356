import { sql } from 'kysely';
import type { ChannelCheck } from '../../../ports/channel-check';
import type { DriftBook } from '../../../ports/drift-book';
import type { Database, Transaction } from '../database';
import { inTransaction } from '../in-transaction';
import { listedDifferences } from './listed-differences';
import { writeCases } from './write-cases';

const KINDS = ['TWICE', 'AMOUNT', 'STATUS', 'MISSING_HERE', 'MISSING_THERE'];

/** Compares what was kept of a provider's list with our legs, and notes that this time was compared. */
export function compareListed(db: Database): DriftBook['compareListed'] {
  return (check) =>
    inTransaction(db, async (tx) => {
      const { channel, from } = check;
      const differences = sql<object>`select d.*, ${channel} as channel from (${listedDifferences(check)}) d`;
      const counts = await writeCases(tx, differences, { channel: sql`${channel}`, kinds: KINDS, from });
      await notePass(tx, check);
      return counts;
    });
}

/** The next pass begins where this one ended. Passes of older times than the deep one are forgotten. */
export async function notePass(tx: Transaction, { channel, pass, from, to }: ChannelCheck): Promise<void> {
  await sql`
    with forgotten as (delete from reconcile_passes where channel = ${channel} and to_at < now() - interval '3 days')
    insert into reconcile_passes (channel, pass, from_at, to_at) values (${channel}, ${pass}, ${from}, ${to})
    on conflict (channel, pass) do update set completed_at = now()`.execute(tx);
  await tx.deleteFrom('provider_refunds').where('channel', '=', channel).where('pass', '=', pass).execute();
}
