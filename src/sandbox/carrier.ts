import { carrierRoutes } from './carrier/routes';
import { RULES } from './carrier/rules';
import { TABLES } from './carrier/tables';
import { runProcess } from './service/run-process';
import { startSandbox, type Sandbox, type SandboxOptions } from './service/sandbox';

/** Starts the sandbox carrier: docs/sandbox.md. */
export function startCarrierSandbox(options: SandboxOptions): Promise<Sandbox> {
  return startSandbox(
    {
      name: 'carrier',
      ddl: TABLES + RULES,
      faultScope: { operations: ['intercept', 'query'], subjects: ['trackingRef', 'key'], amounts: false },
      open: (means) => ({ routes: carrierRoutes(means) }),
    },
    options,
  );
}

if (require.main === module) {
  void runProcess(({ SANDBOX_DATABASE_URL: databaseUrl, PORT: port }) => startCarrierSandbox({ databaseUrl, port }));
}
