import { randomBytes } from 'node:crypto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { connectTemporal } from '../../temporal-config/connection';
import { prepareNamespace } from '../../src/local/temporal/when-serving';
import { SEARCH_ATTRIBUTES } from '../../temporal-config/search-attributes';
import { askFor } from './broker';

/** A new namespace on the run's real server, search attributes registered and usable (about 50 ms). */
export async function testNamespace(): Promise<{ address: string; namespace: string }> {
  const { address } = await askFor('temporal');
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const connection = await connectTemporal({ address, namespace });
  try {
    await prepareNamespace(connection, namespace);
  } finally {
    await connection.close();
  }
  return { address, namespace };
}

/** The real server with a new namespace. Call `teardown()` at the end; the server stays up for the next file. */
export async function realServer(): Promise<TestWorkflowEnvironment> {
  return TestWorkflowEnvironment.createFromExistingServer(await testNamespace());
}

/**
 * A server that skips time, of the caller's own (time is one per server); undefined where none is to be had: skip those
 * tests then. It can't list workflows and has no schedules.
 */
export async function timeSkippingServer(): Promise<TestWorkflowEnvironment | undefined> {
  const found = await askFor('timeSkipping');
  if ('missing' in found) return undefined;
  const server = found.path === undefined ? {} : { executable: { type: 'existing-path' as const, path: found.path } };
  const environment = await TestWorkflowEnvironment.createTimeSkipping({ server });
  const searchAttributes = Object.fromEntries(
    Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => [name, { KEYWORD: 2, BOOL: 5, DATETIME: 6 }[type]]),
  );
  await environment.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
  return environment;
}

/** All workflows, bundled once for the run: give it to Worker.create as `workflowBundle`. */
export async function workflowBundle(): Promise<{ codePath: string }> {
  return askFor('workflowBundle');
}
