import 'reflect-metadata';
import pino from 'pino';
import { openDatabase } from './adapters/persistence/database';
import { projectRoot } from './adapters/persistence/project-root';
import { writeApiFiles } from './api/openapi/write-api-files';
import { createApi } from './api/create-api';
import { composeApi, ensureLocalKey } from './compose-api';
import { EnvironmentError } from './config/environment-error';
import { readSettings } from './config/settings';
import { lazyTemporalConnection } from '../temporal-config/connection';

const LOOPBACK = '127.0.0.1';

/**
 * Runs the HTTP API until SIGTERM. It starts without Temporal and answers 503 where it is needed. With `--openapi` it
 * writes its description and the types of the HTTP client, and ends.
 */
async function main(): Promise<void> {
  if (process.argv.includes('--openapi')) {
    await writeApiFiles(projectRoot());
    return;
  }
  const settings = readSettings();
  const logger = pino({
    level: settings.logLevel,
    name: 'api',
    redact: ['req.headers.authorization', 'req.headers.cookie', 'err.config', 'err.detail'],
  });
  const db = openDatabase(settings.databaseUrl);
  const connection = lazyTemporalConnection(settings.temporal);
  const app = await createApi(composeApi(db, { connection, settings, env: process.env }), logger);
  await ensureLocalKey(db, settings);

  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= (async () => {
      await app.close();
      await connection.close();
      await db.destroy();
    })());
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  await app.listen(settings.port, settings.production ? '0.0.0.0' : LOOPBACK);
  logger.info({ port: settings.port }, 'The API listens');
}

main().catch((error: unknown) => {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
});
