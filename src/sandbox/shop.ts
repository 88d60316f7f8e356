import { runProcess } from './service/run-process';
import { startSandbox, type Sandbox, type SandboxOptions } from './service/sandbox';
import { ACT_RULES } from './shop/act-rules';
import { ORDER_RULES } from './shop/order-rules';
import { shopRoutes } from './shop/routes';
import { TABLES } from './shop/tables';

/** Starts the sandbox shop: docs/sandbox.md. */
export function startShopSandbox(options: SandboxOptions): Promise<Sandbox> {
  return startSandbox(
    {
      name: 'shop',
      ddl: TABLES + ACT_RULES + ORDER_RULES,
      faultScope: { operations: ['hold', 'release', 'close'], subjects: ['orderId'], amounts: false },
      open: (means) => ({ routes: shopRoutes(means) }),
    },
    options,
  );
}

if (require.main === module) {
  void runProcess(({ SANDBOX_DATABASE_URL: databaseUrl, PORT: port }) => startShopSandbox({ databaseUrl, port }));
}
