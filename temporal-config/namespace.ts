import type { Connection } from '@temporalio/client';
import type { SearchAttributeType } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time';
import { SEARCH_ATTRIBUTES } from './search-attributes';

const RETENTION_DAYS = 30;
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;

/** Temporal's own numbers for the types of search attributes (temporal.api.enums.v1.IndexedValueType). */
const INDEXED_VALUE_TYPES: Record<SearchAttributeType, number> = {
  TEXT: 1,
  KEYWORD: 2,
  INT: 3,
  DOUBLE: 4,
  BOOL: 5,
  DATETIME: 6,
  KEYWORD_LIST: 7,
};

const hasCode = (error: unknown, code: number) => (error as { code?: unknown }).code === code;

async function ignoring(code: number, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!hasCode(error, code)) throw error;
  }
}

interface SearchAttribute {
  name: string;
  type: SearchAttributeType;
}

/** Names and types of the search attributes that a namespace lacks, or has with another type. */
export async function missingSearchAttributes(connection: Connection, namespace: string): Promise<SearchAttribute[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.values(SEARCH_ATTRIBUTES).filter(
    ({ name, type }) => (customAttributes[name] as number | undefined) !== INDEXED_VALUE_TYPES[type],
  );
}

/** The command that adds search attributes to a cluster, for its operator. */
export function searchAttributeCommand(namespace: string, missing: readonly SearchAttribute[]): string {
  const pascal: Record<string, string> = { KEYWORD: 'Keyword', DATETIME: 'Datetime', BOOL: 'Bool' };
  const options = missing.map(({ name, type }) => `--name ${name} --type ${pascal[type] ?? type}`).join(' ');
  return `temporal operator search-attribute create --namespace ${namespace} ${options}`;
}

/**
 * Registers the namespace (histories are kept 30 days) and its search attributes, as far as they aren't there yet. Only
 * for a server of our own; a cluster's operator does this there.
 */
export async function registerNamespace(connection: Connection, namespace: string): Promise<void> {
  const retention = msToTs(`${RETENTION_DAYS} days`);
  await ignoring(
    ALREADY_EXISTS,
    connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention }),
  );
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map(({ name, type }) => [name, INDEXED_VALUE_TYPES[type]]));
  await ignoring(ALREADY_EXISTS, connection.operatorService.addSearchAttributes({ namespace, searchAttributes }));
}

/**
 * Makes the calls that a cancellation will make, once each: a search by every attribute, and a look at a workflow that
 * isn't there (its history service, this namespace). Throws while any of them does not work yet.
 */
export async function probeNamespace(connection: Connection, namespace: string): Promise<void> {
  const query = Object.values(SEARCH_ATTRIBUTES)
    .map(({ name }) => `${name} is not null`)
    .join(' and ');
  await connection.workflowService.countWorkflowExecutions({ namespace, query });
  try {
    await connection.workflowService.describeWorkflowExecution({ namespace, execution: { workflowId: 'none' } });
  } catch (error) {
    if (!hasCode(error, NOT_FOUND) || /namespace/i.test((error as Error).message)) throw error;
  }
  await connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name: 'none' } });
}
