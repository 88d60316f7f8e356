import { sql } from 'kysely';
import type { DriftBook } from '../../../ports/drift-book';
import type { Database } from '../database';
import { insertRecordset } from '../insert-recordset';

/** Keeps a part of a provider's list. The same refund twice is the later one: between two pages it may have changed. */
export function keepListed(db: Database): DriftBook['keepListed'] {
  return async ({ channel, pass }, refunds, { first }) => {
    if (first) await db.deleteFrom('provider_refunds').where('channel', '=', channel).execute();
    const latest = new Map(refunds.map((refund) => [refund.providerRef, refund]));
    const rows = [...latest.values()].map(({ providerRef, reference, sourceId, amount, currency, outcome, at }) => ({
      ...{ channel, pass, provider_ref: providerRef, reference: reference ?? null, source_id: sourceId },
      ...{ amount, currency, outcome, at },
    }));
    if (rows.length === 0) return;
    await sql`${insertRecordset('provider_refunds', rows)}
      on conflict (channel, pass, provider_ref) do update set outcome = excluded.outcome, amount = excluded.amount`.execute(
      db,
    );
  };
}
