import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import type { Activities } from '../../activities/contract';
import type { ChannelCapabilities } from '../domain/channel';
import { CANCELLATIONS_QUEUE, CARRIER_QUEUE, refundQueue, SHOP_QUEUE } from '../../temporal-config/task-queues';

export interface WorkersOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly activities: Activities;
  readonly workflows: Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'>;
  /** Channels that are on: each gets its own queue, and its rate over all workers together. */
  readonly channels: ReadonlyMap<string, { readonly capabilities: Pick<ChannelCapabilities, 'callsPerSecond'> }>;
  readonly maxCachedWorkflows?: number;
  /** How long activities in flight may take to end at a shutdown, ms. */
  readonly shutdownGraceMs: number;
}

/** A call to the outside gives up after 10 s, and is written down before and after. */
export const SHUTDOWN_GRACE_MS = 20_000;

/** Few calls at a time reach an outside system: its own limits are stricter, and each slot is a poller's memory. */
const OUTSIDE_SLOTS = 40;

/**
 * One worker for the workflows and the steps on our own database, and one for each outside system, so that a slow one
 * holds up nobody else. The caller awaits every `run()`.
 */
export async function createWorkers(options: WorkersOptions): Promise<Worker[]> {
  const { connection, namespace, shutdownGraceMs } = options;
  const { holdAtShop, releaseAtShop, closeAtShop, ...withoutShop } = options.activities;
  const { interceptParcel, queryInterception, ...withoutCarrier } = withoutShop;
  const { submitLeg, queryLeg, readPayment, reconcileChannel, ...ownSteps } = withoutCarrier;
  const base = { connection, namespace, shutdownGraceTime: shutdownGraceMs };
  const outside = (taskQueue: string, calls: object, callsPerSecond?: number): Promise<Worker> =>
    Worker.create({
      ...base,
      taskQueue,
      activities: calls,
      maxConcurrentActivityTaskExecutions: OUTSIDE_SLOTS,
      ...(callsPerSecond === undefined ? {} : { maxTaskQueueActivitiesPerSecond: callsPerSecond }),
    });
  return Promise.all([
    Worker.create({
      ...base,
      ...options.workflows,
      taskQueue: CANCELLATIONS_QUEUE,
      activities: ownSteps,
      ...(options.maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows: options.maxCachedWorkflows }),
    }),
    outside(SHOP_QUEUE, { holdAtShop, releaseAtShop, closeAtShop }),
    outside(CARRIER_QUEUE, { interceptParcel, queryInterception }),
    ...[...options.channels].map(([channel, { capabilities }]) =>
      outside(
        refundQueue(channel),
        { submitLeg, queryLeg, readPayment, reconcileChannel },
        capabilities.callsPerSecond,
      ),
    ),
  ]);
}
