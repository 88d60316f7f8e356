import type { WorkflowStartOptions } from '@temporalio/client';
import { fitSummary, shortId } from '../domain/explain/summary-fit';
import type { CancellationRequest } from '../domain/request';
import { SEARCH_ATTRIBUTES } from '../../temporal-config/search-attributes';
import { CANCELLATIONS_QUEUE } from '../../temporal-config/task-queues';
import { cancelOrderId } from '../../workflows/cancel-order/messages';

/**
 * How the run of a request is started, and what the Web UI shows of it before its first task: codes and ids only. A repeated request
 * joins the run that is there, or starts one that gives the stored answer and ends.
 */
export function startOptions(request: CancellationRequest) {
  const { shopId, orderId, cancellationId, reason, initiator, actor, escalates, reopening } = request;
  return {
    workflowId: cancelOrderId(shopId, cancellationId),
    taskQueue: CANCELLATIONS_QUEUE,
    args: [request],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    typedSearchAttributes: [
      { key: SEARCH_ATTRIBUTES.orderId, value: orderId },
      { key: SEARCH_ATTRIBUTES.reason, value: reason },
      { key: SEARCH_ATTRIBUTES.stage, value: 'REQUESTED' },
      { key: SEARCH_ATTRIBUTES.waitingOn, value: 'NONE' },
      { key: SEARCH_ATTRIBUTES.needsHuman, value: false },
    ],
    staticSummary: fitSummary(`Cancel order ${shortId(orderId)}: ${reason}, asked by ${initiator.toLowerCase()}`),
    staticDetails: [
      `Order \`${orderId}\`, ${scopeOf(request)}`,
      `Reason ${reason}, asked by ${initiator.toLowerCase()}, through ${actor.role} \`${safe(actor.id)}\``,
      `Cancellation \`${cancellationId}\``,
      ...(escalates === undefined
        ? []
        : [
            reopening === undefined
              ? `Takes the rejection \`${escalates}\` to arbitration`
              : `Decides \`${escalates}\` again`,
          ]),
    ].join('\n\n'),
  } as const satisfies WorkflowStartOptions;
}

function scopeOf({ selection }: CancellationRequest): string {
  if (selection.kind === 'ORDER') return 'all that is left of it';
  const pieces = selection.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return `${pieces} unit(s) of ${selection.lines.length} line(s)`;
}

/** The Web UI reads markdown, and takes a dollar sign for a variable. */
function safe(id: string): string {
  return id.replace(/[^\w.:@-]/g, '_').slice(0, 64);
}
