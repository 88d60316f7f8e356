import type { Database } from '../../adapters/persistence/database';
import type { DemoRun } from '../demo/check/demo-run';

/** Orders of this run that an earlier start of it has settled: they are not played again. */
export async function settledBefore(db: Database, { shopId, run }: DemoRun): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('cancellations')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .where('state', '=', 'SETTLED')
    .where('order_id', 'like', `${run.replaceAll(/[\\%_]/g, '\\$&')}-%`)
    .execute();
  return new Set(rows.map(({ order_id }) => order_id));
}
