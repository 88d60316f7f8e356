import type { Connection } from '@temporalio/client';
import { connectTemporal } from '../../../temporal-config/connection';
import { probeNamespace, registerNamespace } from '../../../temporal-config/namespace';
import type { ChildProgram } from '../child-process';
import { waitUntil } from '../wait-until';

const READY = { withinMs: 90_000, everyMs: 100 };

/** Asks until a server of ours that was just started takes calls; the caller closes the connection. */
export async function whenServing(address: string, program: ChildProgram): Promise<Connection> {
  return waitUntil(`Temporal answers on ${address}`, READY, async () => {
    program.assertRunning();
    const connection = await connectTemporal({ address, namespace: '' });
    try {
      await connection.workflowService.getClusterInfo({});
      await connection.workflowService.listNamespaces({ pageSize: 1 });
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  });
}

/** Registers a namespace on a server of ours and waits until real calls to it work. */
export async function prepareNamespace(connection: Connection, namespace: string): Promise<void> {
  await waitUntil(`The namespace ${namespace} is registered`, READY, async () => {
    await registerNamespace(connection, namespace);
    return true;
  });
  await waitUntil(`The namespace ${namespace} can be used`, READY, async () => {
    await probeNamespace(connection, namespace);
    return true;
  });
}
