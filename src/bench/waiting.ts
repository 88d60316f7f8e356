import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Database } from '../adapters/persistence/database';
import type { Report } from '../local/report';
import { askToCancel } from './bench-ours';
import { seedBenchOrders } from './bench-orders';
import type { BenchParts } from './bench-parts';
import { measure, round } from './measure';
import { processUsage } from './process-usage';

/** What cancellations that wait for a merchant cost their worker. */
export interface Waiting {
  readonly cancellations: number;
  readonly maxCachedWorkflows: number;
  /** Of one core, in percent, while all of them wait. */
  readonly cpuPercent: number;
  readonly residentMbBefore: number;
  readonly residentMb: number;
}

/** So many stay in memory between their tasks: what bounds the worker's memory. */
const MAX_CACHED = 200;
const QUIET_MS = 10_000;

/** Accepts so many cancellations, lets them wait, and looks at the worker's CPU and memory. */
export async function measureWaiting(bench: {
  readonly parts: BenchParts;
  readonly client: Client;
  readonly db: Database;
  readonly report: Report;
  readonly count: number;
}): Promise<Waiting> {
  const { parts, client, db, report, count } = bench;
  const worker = await parts.startWorker('worker.js', { RESCIND_MAX_CACHED_WORKFLOWS: String(MAX_CACHED) });
  const before = processUsage(worker.program.pid);
  const orders = await seedBenchOrders(db, parts, { prefix: 'w', count });
  await measure({ count, concurrency: 16 }, async (index) => {
    await askToCancel(client, orders[index] ?? '');
  });
  // Let what follows an answer end: the figure is that of waiting.
  await delay(QUIET_MS / 2);
  const from = processUsage(worker.program.pid);
  await delay(QUIET_MS);
  const after = processUsage(worker.program.pid);
  await worker.program.stop();
  const cpuSeconds = (after?.cpuSeconds ?? 0) - (from?.cpuSeconds ?? 0);
  const waiting = {
    cancellations: count,
    maxCachedWorkflows: MAX_CACHED,
    cpuPercent: round((cpuSeconds / (QUIET_MS / 1000)) * 100, 1),
    residentMbBefore: before?.residentMb ?? 0,
    residentMb: after?.residentMb ?? 0,
  };
  report.line(
    `  ${count} waiting: worker at ${waiting.cpuPercent} % of a core, ${waiting.residentMb} MB resident ` +
      `(${waiting.residentMbBefore} MB before, at most ${MAX_CACHED} workflows cached)`,
  );
  return waiting;
}
