import { type Client, WorkflowExecutionAlreadyStartedError, type WorkflowStartOptions } from '@temporalio/client';
import { fitSummary, shortId } from '../domain/explain/summary-fit';
import { orderIdOf } from '../domain/request';
import { SEARCH_ATTRIBUTES } from '../../temporal-config/search-attributes';
import { CANCELLATIONS_QUEUE } from '../../temporal-config/task-queues';
import { cancelOrderId, refundUpdateSignal } from '../../workflows/cancel-order/messages';
import { REPAIR_MONEY, repairId, type RepairInput } from '../../workflows/repair-money/messages';
import { temporalFault } from './temporal-fault';

/** How a repair's run is started, and what the Web UI shows of it before its first task: codes and ids only. */
export function repairOptions(repair: RepairInput) {
  const { shopId, cancellationId, subject } = repair;
  const orderId = orderIdOf(cancellationId) ?? '';
  return {
    workflowId: repairId(repair),
    taskQueue: CANCELLATIONS_QUEUE,
    args: [{ shopId, cancellationId, subject }],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    typedSearchAttributes: [
      { key: SEARCH_ATTRIBUTES.orderId, value: orderId },
      { key: SEARCH_ATTRIBUTES.stage, value: 'REPAIRING' },
      { key: SEARCH_ATTRIBUTES.waitingOn, value: 'PAYMENT' },
      { key: SEARCH_ATTRIBUTES.needsHuman, value: false },
    ],
    staticSummary: fitSummary(`Repair the refund of order ${shortId(orderId)}: money moved after the end`),
    staticDetails: [`Order \`${orderId}\``, `Leg or capture \`${subject}\``, `Cancellation \`${cancellationId}\``].join(
      '\n\n',
    ),
  } as const satisfies WorkflowStartOptions;
}

/** Starts a repair, or tells the run that is there. */
export async function tellRepair(client: Client, repair: RepairInput): Promise<void> {
  await client.workflow.signalWithStart(REPAIR_MONEY, {
    ...repairOptions(repair),
    signal: refundUpdateSignal,
    signalArgs: [{ legId: repair.subject }],
  });
}

/** Starts a repair where none runs; one that does is left alone. */
export async function startRepair(client: Client, repair: RepairInput): Promise<void> {
  try {
    await client.workflow.start(REPAIR_MONEY, repairOptions(repair));
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Ids of the repairs of a cancellation that are running, by Temporal's list, which may lag by a moment. */
export async function runningRepairs(client: Client, shopId: string, cancellationId: string): Promise<string[]> {
  const orderId = orderIdOf(cancellationId);
  if (orderId === undefined) return [];
  const query = `WorkflowType = '${REPAIR_MONEY}' and ExecutionStatus = 'Running' and ${SEARCH_ATTRIBUTES.orderId.name} = '${orderId}'`;
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) {
    if (workflowId.startsWith(repairId({ shopId, subject: '' }))) ids.push(workflowId);
  }
  return ids;
}

/** Reaches runs for a sweep: what has ended needs no telling. */
export function openRuns(client: Client) {
  return {
    tellRefund: async ({
      shopId,
      cancellationId,
      legId,
    }: Omit<RepairInput, 'subject'> & { readonly legId: string }) => {
      try {
        const handle = client.workflow.getHandle(cancelOrderId(shopId, cancellationId));
        await handle.signal(refundUpdateSignal, { legId });
      } catch (error) {
        if (temporalFault(error) !== 'CLOSED') throw error;
      }
    },
    startRepair: (repair: RepairInput) => startRepair(client, repair),
  };
}
