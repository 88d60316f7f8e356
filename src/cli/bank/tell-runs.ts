import { Client } from '@temporalio/client';
import { openTemporalDoor } from '../../client/temporal-door';
import { readSettings } from '../../config/settings';
import { SYSTEM_ACTOR } from '../../domain/cancellation';
import { readRuntime } from '../../local/runtime-file';
import type { LegRef, RepairRef } from '../../ports/refund-book';
import { lazyTemporalConnection } from '../../../temporal-config/connection';
import { stateFolder } from '../runtime';

const TIMEOUT_MS = 2_000;

/**
 * Tells the runs that wait for these legs, and starts these repairs, where Temporal can be reached. Runs that can't be
 * told find out by their own clocks, and the sweep starts repairs: the database has it all.
 */
export async function tellRuns(
  env: NodeJS.ProcessEnv,
  { signals, repairs }: { readonly signals: readonly LegRef[]; readonly repairs: readonly RepairRef[] },
): Promise<void> {
  const runtime = readRuntime(stateFolder());
  const address = env['TEMPORAL_ADDRESS'] ?? runtime?.temporalAddress;
  if (signals.length + repairs.length === 0 || address === undefined) return;
  const namespace = env['TEMPORAL_NAMESPACE'] ?? runtime?.namespace;
  const where = { TEMPORAL_ADDRESS: address, ...(namespace === undefined ? {} : { TEMPORAL_NAMESPACE: namespace }) };
  const databaseUrl = env['DATABASE_URL'] ?? runtime?.databaseUrl;
  const { temporal } = readSettings({
    ...env,
    ...where,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  });
  const connection = lazyTemporalConnection(temporal);
  const client = new Client({ connection, namespace: temporal.namespace });
  const doorOf = (shopId: string) => openTemporalDoor(client, { shopId, actor: SYSTEM_ACTOR, timeoutMs: TIMEOUT_MS });
  try {
    for (const { shopId, cancellationId, legId } of signals) {
      await doorOf(shopId)
        .tellRefund(cancellationId, legId)
        .catch(() => undefined);
    }
    for (const repair of repairs) {
      await doorOf(repair.shopId)
        .tellRepair(repair)
        .catch(() => undefined);
    }
  } finally {
    await connection.close();
  }
}
