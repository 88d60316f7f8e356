import { createServer } from 'node:http';
import { NativeConnection, Worker } from '@temporalio/worker';
import { noOps } from './no-ops';

export const BARE_QUEUE = 'bench-bare';

/** The worker of the bare workflow, with the SDK's own defaults, until SIGTERM. */
async function main(): Promise<void> {
  const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
  const worker = await Worker.create({
    connection,
    namespace: process.env['TEMPORAL_NAMESPACE'] ?? 'default',
    taskQueue: BARE_QUEUE,
    workflowsPath: require.resolve('./workflows'),
    activities: noOps,
  });
  const health = createServer((_request, response) => response.end('{"status":"ready"}'));
  health.listen(Number(process.env['PORT']), '127.0.0.1');
  await worker.run();
  health.close();
  await connection.close();
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
