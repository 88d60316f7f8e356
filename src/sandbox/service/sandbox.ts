import type { Pool } from 'pg';
import { pino } from 'pino';
import { answer, refusal } from './answer';
import { openDatabase } from './database';
import type { FaultScope } from './fault';
import { faultRoutes } from './fault-routes';
import { createFaultRules, type FaultRules } from './fault-rules';
import { listen } from './http-service';
import type { Route } from './route';

/** A running sandbox. */
export interface Sandbox {
  readonly url: string;
  readonly port: number;
  /** Lets calls under way end, then closes port and database connections. */
  readonly close: () => Promise<void>;
}

export interface SandboxOptions {
  readonly databaseUrl: string;
  /** 0, the default, takes a free port of 127.0.0.1. */
  readonly port?: number;
}

/** What a sandbox works with. */
export interface Means {
  readonly pool: Pool;
  readonly faults: FaultRules;
  readonly onFault: (error: unknown) => void;
}

/** What makes one sandbox different from the next. */
export interface SandboxParts {
  readonly name: string;
  readonly ddl: string;
  readonly faultScope: FaultScope;
  readonly open: (means: Means) => { readonly routes: readonly Route[]; readonly stop?: () => Promise<void> };
}

/** Starts a sandbox: database, routes, health, faults. */
export async function startSandbox(parts: SandboxParts, options: SandboxOptions): Promise<Sandbox> {
  const logger = pino({ name: `sandbox-${parts.name}` }, pino.destination(2));
  const onFault = (error: unknown) => {
    // Not the error itself: the driver's hold the connection, its keys included.
    const { name, message, stack, code } = error as Error & { code?: unknown };
    logger.error({ name, code, stack }, message);
  };
  const pool = await openDatabase({ databaseUrl: options.databaseUrl, ddl: parts.ddl, onFault });
  const faults = createFaultRules();
  const opened = parts.open({ pool, faults, onFault });
  const routes = [...opened.routes, ...faultRoutes(faults, parts.faultScope), healthRoute(pool)];
  const service = await listen({ port: options.port ?? 0, routes, onFault });
  return {
    url: `http://127.0.0.1:${service.port}`,
    port: service.port,
    close: async () => {
      await service.close();
      await opened.stop?.();
      await pool.end();
    },
  };
}

function healthRoute(pool: Pool): Route {
  return {
    method: 'GET',
    path: '/health/ready',
    handle: () =>
      pool.query('SELECT 1').then(
        () => answer(200, { status: 'ready' }),
        () => refusal(503, 'database_unavailable'),
      ),
  };
}
