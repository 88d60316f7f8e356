import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { Client } from '@temporalio/client';
import { connectTemporal } from '../../temporal-config/connection';
import { openDatabase } from '../adapters/persistence/database';
import type { Database } from '../adapters/persistence/database';
import { streamReport } from '../local/report';
import type { Report } from '../local/report';
import { BARE_QUEUE } from './bare/worker';
import { benchDoors, type Doors } from './doors/bench-doors';
import { cancelWholly } from './bench-ours';
import { seedBenchOrders } from './bench-orders';
import { startBenchParts } from './bench-parts';
import type { BenchParts } from './bench-parts';
import { costOf } from './history-cost';
import { measure, round } from './measure';
import type { Measured } from './measure';
import { measureWaiting } from './waiting';
import type { Waiting } from './waiting';

export interface BenchResult {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGb: number; readonly node: string };
  readonly bare: { readonly c1: Measured; readonly c16: Measured };
  readonly ours: {
    readonly c1: Measured;
    readonly c16: Measured;
    /** Refunds a second through the engine at C = 16, in cancellations of eight each. */
    readonly legsPerSecond: number;
    readonly historyEvents: number;
    readonly billableActions: number;
  };
  readonly ratioC16: number;
  readonly waiting: Waiting;
  readonly doors: Doors;
}

export interface BenchOptions {
  /** Runs at C = 16; a tenth of it at C = 1. */
  readonly runs: number;
  /** Cancellations that wait for a merchant. */
  readonly waiting: number;
  /** Cancellations that a list of 100 is taken from. */
  readonly listed: number;
  /** Write the result here. */
  readonly json?: string;
}

/** Enough for both workers to have compiled their hot code. */
const WARM_UP = 80;

/** Payments of one order, where refunds are measured. */
const LEGS = 8;

interface Bench {
  readonly parts: BenchParts;
  readonly client: Client;
  readonly db: Database;
  readonly runs: number;
  readonly report: Report;
}

async function benchBare({ parts, client, runs, report }: Bench): Promise<BenchResult['bare']> {
  const worker = await parts.startWorker('bench/bare/worker.js');
  const once = async (index: number, round: string): Promise<void> => {
    await client.workflow.execute('sevenSteps', { taskQueue: BARE_QUEUE, workflowId: `bare-${round}-${index}` });
  };
  await measure({ count: WARM_UP, concurrency: 16 }, (index) => once(index, 'warm'));
  const c1 = await measure({ count: Math.ceil(runs / 10), concurrency: 1 }, (index) => once(index, 'c1'));
  const c16 = await measure({ count: runs, concurrency: 16 }, (index) => once(index, 'c16'));
  await worker.program.stop();
  report.line(`  bare: C=1 ${c1.perSecond}/s, p50 ${c1.p50Ms} ms; C=16 ${c16.perSecond}/s, p50 ${c16.p50Ms} ms`);
  return { c1, c16 };
}

async function benchOurs({ parts, client, db, runs, report }: Bench): Promise<BenchResult['ours']> {
  const worker = await parts.startWorker('worker.js');
  const tenth = Math.ceil(runs / 10);
  const orders = await seedBenchOrders(db, parts, { prefix: 'b', count: WARM_UP + tenth + runs });
  const from = (start: number) => async (index: number) => {
    await cancelWholly(client, orders[start + index] ?? '');
  };
  await measure({ count: WARM_UP, concurrency: 16 }, from(0));
  const c1 = await measure({ count: tenth, concurrency: 1 }, from(WARM_UP));
  const c16 = await measure({ count: runs, concurrency: 16 }, from(WARM_UP + tenth));
  const legsPerSecond = await benchLegs({ parts, client, db, runs, report });
  const [one = ''] = await seedBenchOrders(db, parts, { prefix: 'one', count: 1 });
  const history = await client.workflow.getHandle(await cancelWholly(client, one)).fetchHistory();
  await worker.program.stop();
  const { events: historyEvents, actions: billableActions } = costOf(history);
  report.line(
    `  ours: C=1 ${c1.perSecond}/s, p50 ${c1.p50Ms} ms; C=16 ${c16.perSecond}/s, p50 ${c16.p50Ms} ms; ` +
      `${historyEvents} events, ${billableActions} Actions`,
  );
  return { c1, c16, legsPerSecond, historyEvents, billableActions };
}

/** Cancellations of orders that were paid by eight cards: what the refunds themselves cost. */
async function benchLegs({ parts, client, db, runs, report }: Bench): Promise<number> {
  const count = Math.max(16, Math.ceil(runs / 4));
  const orders = await seedBenchOrders(db, parts, { prefix: 'legs', count, tenders: LEGS });
  const { perSecond } = await measure({ count, concurrency: 16 }, async (index) => {
    await cancelWholly(client, orders[index] ?? '');
  });
  const legs = round(perSecond * LEGS, 1);
  report.line(`  refunds: C=16, ${LEGS} a cancellation: ${legs} refunds/s`);
  return legs;
}

/**
 * A bare workflow of seven ordinary no-op activities against a whole cancellation with all its real work, on the same
 * parts, one after the other; then many cancellations that only wait. Prints the figures and returns them.
 */
export async function bench(options: BenchOptions): Promise<BenchResult> {
  const report = streamReport(process.stderr);
  report.line('Starting PostgreSQL, Temporal and the sandboxes for the benchmark');
  const parts = await startBenchParts(report);
  const db = openDatabase(parts.databaseUrl);
  const connection = await connectTemporal({ address: parts.temporalAddress, namespace: parts.namespace });
  const client = new Client({ connection, namespace: parts.namespace });
  const all = { parts, client, db, runs: options.runs, report };
  try {
    const bare = await benchBare(all);
    const ours = await benchOurs(all);
    const waiting = await measureWaiting({ ...all, count: options.waiting });
    const doors = await benchDoors({ ...all, listed: options.listed });
    const result = {
      machine: {
        cpu: cpus()[0]?.model ?? 'unknown',
        cores: cpus().length,
        memoryGb: round(totalmem() / 2 ** 30, 0),
        node: process.version,
      },
      bare,
      ours,
      ratioC16: round(ours.c16.perSecond / bare.c16.perSecond, 2),
      waiting,
      doors,
    };
    report.line(`  ours / bare at C=16: ${result.ratioC16}`);
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
    return result;
  } finally {
    await connection.close();
    await db.destroy();
    await parts.stop();
  }
}
