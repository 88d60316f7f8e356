import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pino from 'pino';
import { openRuns } from './client/repairs';
import { EnvironmentError } from './config/environment-error';
import { readSettings } from './config/settings';
import { installRuntime } from './worker/install-runtime';
import { TemporalWorkers } from './worker/temporal-workers';
import { WorkerModule } from './worker/worker.module';

/** Runs the Temporal workers, and their health on `PORT` of the loopback, until SIGTERM has drained them. */
async function main(): Promise<void> {
  const settings = readSettings();
  const logger = pino({ level: settings.logLevel, name: 'worker' });
  installRuntime(logger, settings.metricsPort);
  Logger.overrideLogger(['error', 'warn']);
  const app = await NestFactory.create(WorkerModule.with(settings, openRuns));
  app.enableShutdownHooks();
  app.get(TemporalWorkers).failed.catch((error: unknown) => {
    logger.fatal({ err: error }, 'A worker ended by a fault');
    process.exit(1);
  });
  await app.listen(settings.port, '127.0.0.1');
}

main().catch((error: unknown) => {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
});
