import type { Client } from '@temporalio/client';
import { cancelOrderId } from '../../workflows/cancel-order/messages';
import { historyJsonOf, type HistoryJson } from './history-json';
import { RescindUnavailable } from './rescind-unavailable';
import { temporalFault } from './temporal-fault';

/** What Temporal has written down of a cancellation's run. */
export interface RunHistory {
  readonly workflowId: string;
  readonly history: HistoryJson;
}

interface Which {
  readonly shopId: string;
  readonly cancellationId: string;
  readonly timeoutMs: number;
}

/**
 * Fetches the history of the run that does, or did, the work; undefined where Temporal keeps none (any more).
 * @throws RescindUnavailable when Temporal does not answer in `timeoutMs`
 */
export async function fetchHistory(
  client: Client,
  { shopId, cancellationId, timeoutMs }: Which,
): Promise<RunHistory | undefined> {
  const workflowId = cancelOrderId(shopId, cancellationId);
  try {
    return await client.withDeadline(Date.now() + timeoutMs, async () => {
      const handle = client.workflow.getHandle(workflowId, await firstRun(client, workflowId));
      return { workflowId, history: historyJsonOf(await handle.fetchHistory()) };
    });
  } catch (error) {
    const fault = temporalFault(error);
    if (fault === 'CLOSED') return undefined;
    if (fault === 'OTHER') throw error;
    throw new RescindUnavailable('TEMPORAL', 1_000, { cause: error });
  }
}

/**
 * A request that is repeated after the end starts a run that gives the stored answer
 * and ends: the first one did the work.
 */
async function firstRun(client: Client, workflowId: string): Promise<string | undefined> {
  let first: { readonly runId: string; readonly startTime: Date } | undefined;
  for await (const run of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    if (first === undefined || run.startTime < first.startTime) first = run;
  }
  // None is listed in the first moments of a run, which is then the only one.
  return first?.runId;
}
