import {
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { ChannelCheck, ReconcileSteps } from '../../activities/contract';
import { reconcileChannelSummary } from '../../src/domain/explain/summaries';
import { RECONCILE_STEP } from '../../temporal-config/activity-options';
import { CANCELLATIONS_QUEUE, refundQueue } from '../../temporal-config/task-queues';
import type { ChannelOutcome, ReconcileInput, ReconcileResult } from './messages';

const steps = proxyActivities<ReconcileSteps>({ ...RECONCILE_STEP, taskQueue: CANCELLATIONS_QUEUE });

/** A channel that can't be compared now holds up no other. */
async function compare(check: ChannelCheck): Promise<ChannelOutcome> {
  const { channel } = check;
  const options = { summary: reconcileChannelSummary(channel), taskQueue: refundQueue(channel) };
  try {
    const { compared, cases } = await steps.reconcileChannel.executeWithOptions(options, [check]);
    return { channel, compared, ...cases };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { channel, failed: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  const cause = (error as { cause?: unknown }).cause;
  return cause instanceof ApplicationFailure ? (cause.type ?? 'STEP_FAULT') : 'TIMED_OUT';
}

function total(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((sum, one) => sum + (one ?? 0), 0);
}

/**
 * One pass of reconciliation: what was parked is applied and what is open is started, then every channel's books are
 * compared with ours, both ways, and ours with each other. It opens a case for each difference and closes it when it is
 * gone; no case moves money.
 */
export async function reconcile(_input: ReconcileInput = {}): Promise<ReconcileResult> {
  const pass = workflowInfo().runId;
  const named = (summary: string) => ({ summary });
  const swept = await steps.sweep.executeWithOptions(
    named('Apply what was parked, start repairs that nobody runs, flag what is late'),
    [{ pass }],
  );
  const checks = await steps.beginReconcile.executeWithOptions(named('See which channels are on, and since when'), [
    { pass },
  ]);
  const channels = await Promise.all(checks.map(compare));
  const own = await steps.checkOwnBooks.executeWithOptions(named('Compare orders, ledger and stock of our own books'), [
    { pass },
  ]);
  const failed = channels.filter((one) => one.failed !== undefined);
  const result: ReconcileResult = {
    outcome: failed.length === 0 ? 'RECONCILED' : 'INCOMPLETE',
    channels,
    open: own.open + swept.late + total(channels.map(({ open }) => open)),
    opened: own.opened + swept.newlyLate + total(channels.map(({ opened }) => opened)),
    closed: own.closed + total(channels.map(({ closed }) => closed)),
    late: swept.late,
    repairs: swept.repairs,
  };
  setCurrentDetails(detailsOf(result));
  return result;
}

function detailsOf({ channels, open, late }: ReconcileResult): string {
  const rows = channels.map(({ channel, compared, open: cases, failed }) =>
    failed === undefined
      ? `| ${channel} | ${compared ?? 0} compared, ${cases ?? 0} cases open |`
      : `| ${channel} | not compared: ${failed} |`,
  );
  return [
    `**${open} differences open, ${late} refunds late**`,
    '',
    '| Channel | Result |',
    '| --- | --- |',
    ...rows,
  ].join('\n');
}
