import { Runtime } from '@temporalio/worker';
import type { Logger, LogLevel, LogMetadata } from '@temporalio/worker';
import type { Logger as Pino } from 'pino';

function forward(pino: Pino): Logger {
  const log = (level: LogLevel, message: string, meta?: LogMetadata): void => {
    pino[level.toLowerCase() as 'info'](meta ?? {}, message);
  };
  return {
    log,
    trace: (message, meta) => log('TRACE', message, meta),
    debug: (message, meta) => log('DEBUG', message, meta),
    info: (message, meta) => log('INFO', message, meta),
    warn: (message, meta) => log('WARN', message, meta),
    error: (message, meta) => log('ERROR', message, meta),
  };
}

/**
 * Once per process, before anything else of the worker: its log goes through ours, its metrics to Prometheus, and only
 * Nest handles signals (else pools close under running activities).
 */
export function installRuntime(pino: Pino, metricsPort: number | undefined): void {
  Runtime.install({
    logger: forward(pino),
    shutdownSignals: [],
    ...(metricsPort === undefined
      ? {}
      : { telemetryOptions: { metrics: { prometheus: { bindAddress: `127.0.0.1:${metricsPort}` } } } }),
  });
}
