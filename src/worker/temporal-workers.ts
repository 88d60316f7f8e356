import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';
import { connectionOptions } from '../../temporal-config/connection';
import type { Settings } from '../config/settings';
import type { Runs } from '../ports/drift-book';
import { composeActivities } from './compose-activities';
import { createWorkers, SHUTDOWN_GRACE_MS } from './create-workers';
import { WorkerDatabase } from './database.module';
import { peersOf } from './peers';
import { scheduleReconcile } from './schedule-reconcile';
import { workflowSource } from './workflow-bundle';

export const SETTINGS = Symbol('settings');
export const RUNS = Symbol('runs');

/** Makes what reaches runs out of a client. */
export type RunsOver = (client: Client) => Runs;

/**
 * Runs the Temporal workers for as long as the application lives. At the end they take no more work, finish what is in
 * flight, and only then are connection and database closed.
 */
@Injectable()
export class TemporalWorkers implements OnApplicationBootstrap, OnModuleDestroy {
  private workers: Worker[] = [];
  private running: Promise<unknown> = Promise.resolve();
  private connection: NativeConnection | undefined;
  private fail: (error: unknown) => void = () => undefined;
  /** Rejects when a worker ends by a fault: the process must go, whoever runs it starts another. */
  readonly failed = new Promise<never>((_resolve, reject) => (this.fail = reject));

  constructor(
    private readonly database: WorkerDatabase,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(RUNS) private readonly runsOver: RunsOver,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { temporal, maxCachedWorkflows, reconcileEveryMs } = this.settings;
    const peers = peersOf(this.settings, { db: this.database.db, env: process.env });
    this.connection = await NativeConnection.connect(connectionOptions(temporal));
    const client = new Client({ connection: this.connection, namespace: temporal.namespace });
    await scheduleReconcile(client, reconcileEveryMs);
    this.workers = await createWorkers({
      connection: this.connection,
      namespace: temporal.namespace,
      activities: composeActivities(this.database.db, { ...peers, runs: this.runsOver(client) }),
      channels: peers.channels,
      workflows: workflowSource(),
      maxCachedWorkflows,
      shutdownGraceMs: SHUTDOWN_GRACE_MS,
    });
    const runs = this.workers.map((worker) => worker.run());
    for (const run of runs) run.catch(this.fail);
    this.running = Promise.allSettled(runs);
  }

  /** Every worker polls. */
  isReady(): boolean {
    return this.workers.length > 0 && this.workers.every((worker) => worker.getState() === 'RUNNING');
  }

  async onModuleDestroy(): Promise<void> {
    for (const worker of this.workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await this.running;
    await this.connection?.close();
  }
}
