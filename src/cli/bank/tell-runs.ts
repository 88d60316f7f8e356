import { Client } from '@temporalio/client';
import { openTemporalDoor } from '../../client/temporal-door';
import { readSettings } from '../../config/settings';
import { SYSTEM_ACTOR } from '../../domain/cancellation';
import { readRuntime } from '../../local/runtime-file';
import type { LegRef } from '../../ports/refund-book';
import { lazyTemporalConnection } from '../../../temporal-config/connection';
import { stateFolder } from '../runtime';

const TIMEOUT_MS = 2_000;

/**
 * Tells the runs that wait for these legs, where Temporal can be reached. Those that can't be told find out by their own clocks, and repairs
 * are started by the sweep: the database has it all.
 */
export async function tellRuns(env: NodeJS.ProcessEnv, legs: readonly LegRef[]): Promise<void> {
  const runtime = readRuntime(stateFolder());
  const address = env['TEMPORAL_ADDRESS'] ?? runtime?.temporalAddress;
  if (legs.length === 0 || address === undefined) return;
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
  try {
    for (const { shopId, cancellationId, legId } of legs) {
      const door = openTemporalDoor(client, { shopId, actor: SYSTEM_ACTOR, timeoutMs: TIMEOUT_MS });
      await door.tellRefund(cancellationId, legId).catch(() => undefined);
    }
  } finally {
    await connection.close();
  }
}
