import { BOOK_RULES } from './payments/book-rules';
import { startDelivery } from './payments/delivery';
import { PAYMENT_RULES } from './payments/payment-rules';
import { paymentRoutes } from './payments/payment-routes';
import { queryRoutes } from './payments/query-routes';
import { refundRoutes } from './payments/refund-routes';
import { REFUND_RULES } from './payments/refund-rules';
import { startSettlement } from './payments/settlement';
import { TABLES } from './payments/tables';
import { runProcess } from './service/run-process';
import { startSandbox, type Sandbox, type SandboxOptions } from './service/sandbox';

export interface PaymentsSandboxOptions extends SandboxOptions {
  /** Where events go. Without it they wait in the database. */
  readonly webhookUrl?: string;
  /** Needed with `webhookUrl`. */
  readonly webhookSecret?: string;
  /** Methods whose refunds are pending first; `bank_transfer` where nothing is said. */
  readonly slowMethods?: readonly string[];
  /** How long they stay pending, ms; 1,000 where nothing is said. */
  readonly settleAfterMs?: number;
}

/** Starts the sandbox payment provider: docs/sandbox.md. */
export async function startPaymentsSandbox(options: PaymentsSandboxOptions): Promise<Sandbox> {
  const { webhookUrl: url, webhookSecret: secret, slowMethods = ['bank_transfer'], settleAfterMs = 1_000 } = options;
  if (url && !secret) throw new Error('A webhook needs a secret to be signed with');
  const parts = {
    name: 'payments',
    ddl: TABLES + PAYMENT_RULES + REFUND_RULES + BOOK_RULES,
    faultScope: {
      operations: ['refund', 'void', 'query', 'settle'],
      subjects: ['payment', 'reference', 'refund'],
      amounts: true,
    },
    open: (means) => {
      const delivery = url && secret ? startDelivery(means, { url, secret }) : undefined;
      const settlement = startSettlement(means, () => delivery?.wake());
      settlement.wake();
      delivery?.wake();
      const onPending = () => {
        settlement.wake(settleAfterMs);
      };
      return {
        routes: [
          ...paymentRoutes(means.pool),
          ...refundRoutes({ ...means, slowMethods, settleAfterMs, onPending }),
          ...queryRoutes(means),
        ],
        stop: async () => {
          await Promise.all([settlement.stop(), delivery?.stop()]);
        },
      };
    },
  } satisfies Parameters<typeof startSandbox>[0];
  return startSandbox(parts, options);
}

if (require.main === module) {
  void runProcess(
    ({ SANDBOX_DATABASE_URL: databaseUrl, PORT: port, RESCIND_API_URL: api, RESCIND_WEBHOOK_SECRET: secret }) =>
      startPaymentsSandbox({
        databaseUrl,
        port,
        ...(api && { webhookUrl: `${api.replace(/\/$/, '')}/v1/webhooks/refunds/sandbox` }),
        ...(secret && { webhookSecret: secret }),
      }),
  );
}
