import {
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';

/** What a failed call to Temporal means for who made it. */
export type TemporalFault =
  /** The same call, same update id, may work now. */
  | 'RETRY'
  /** The run ended before it took the message, or there is none. */
  | 'CLOSED'
  /** The call's time is over and nobody answered. */
  | 'NO_ANSWER'
  /** A fault of ours. */
  | 'OTHER';

const UNAVAILABLE = 14;
const FAILED_PRECONDITION = 9;
const ABORTED = 10;
const RESOURCE_EXHAUSTED = 8;
const NOT_FOUND = 5;
const DEADLINE_EXCEEDED = 4;
const CANCELLED = 1;

const LONGEST_CHAIN = 10;

const WORKFLOW_TASK_FAILED = /unexpected workflow task failure/i;
const CLOSING =
  /(aborted by closing workflow|workflow execution already completed|completed before the update completed)/i;

/** Reads a fault by its class, its gRPC code and, where Temporal gives no more than a plain Error, its words. */
export function temporalFault(error: unknown): TemporalFault {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return 'NO_ANSWER';
  if (error instanceof WorkflowNotFoundError) return 'CLOSED';
  const chain = chainOf(error);
  const text = chain.map(({ message }) => message).join('\n');
  if (CLOSING.test(text)) return 'CLOSED';
  if (WORKFLOW_TASK_FAILED.test(text)) return 'RETRY';
  if (error instanceof WorkflowUpdateFailedError) return 'OTHER';
  return chain.map(({ code }) => faultOfCode(code)).find((fault) => fault !== 'OTHER') ?? 'OTHER';
}

function faultOfCode(code: unknown): TemporalFault {
  switch (code) {
    case UNAVAILABLE:
    case FAILED_PRECONDITION:
    case ABORTED:
    case RESOURCE_EXHAUSTED:
      return 'RETRY';
    case NOT_FOUND:
      return 'CLOSED';
    case DEADLINE_EXCEEDED:
    case CANCELLED:
      return 'NO_ANSWER';
    default:
      return 'OTHER';
  }
}

/** By shape, not by class: what Node's own sockets throw may come from another realm. */
function chainOf(error: unknown): { message: string; code: unknown }[] {
  const chain: { message: string; code: unknown }[] = [];
  let link = error;
  while (typeof link === 'object' && link !== null && chain.length < LONGEST_CHAIN) {
    const { message, details, code, cause } = link as Record<'message' | 'details' | 'code' | 'cause', unknown>;
    chain.push({ message: [message, details].filter((text) => typeof text === 'string').join(' '), code });
    link = cause;
  }
  return chain;
}
