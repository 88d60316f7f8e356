import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRefundBook } from '../../src/adapters/persistence/refund-book';
import { createRefundWebhooks } from '../../src/adapters/refund/refund-webhooks';
import { sandboxWebhookReader } from '../../src/adapters/refund/sandbox/webhook-reader';
import { openTemporalDoor } from '../../src/client/temporal-door';
import { SYSTEM_ACTOR } from '../../src/domain/cancellation';
import type { Engine } from './engine';

const SECRET = 'a-secret-of-this-test-run';

/** Takes the provider's messages as the API does: the database first, then the run is told where it waits. */
export interface WebhookListener {
  readonly options: { readonly webhookUrl: string; readonly webhookSecret: string };
  /** What came of each message. */
  readonly received: readonly string[];
  /** Until then every message is turned away, and the provider sends it again. */
  readonly serve: (engine: Engine) => void;
  readonly close: () => Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function take(engine: Engine, request: IncomingMessage): Promise<string> {
  const webhooks = createRefundWebhooks(
    new Map([['sandbox', { read: sandboxWebhookReader([SECRET]) }]]),
    createRefundBook(engine.db),
  );
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const result = await webhooks.receive({ source: 'sandbox', headers, body: await bodyOf(request) });
  if (result.outcome === 'refused') return 'refused';
  const [received] = result.refunds;
  if (received?.outcome === 'applied') {
    const { signal, repair } = received;
    const shopId = signal?.shopId ?? repair?.shopId ?? '';
    const door = openTemporalDoor(engine.client, { shopId, actor: SYSTEM_ACTOR, timeoutMs: 5_000 });
    if (signal !== undefined) await door.tellRefund(signal.cancellationId, signal.legId);
    if (repair !== undefined) await door.tellRepair(repair);
  }
  return received?.outcome ?? 'ignored';
}

/** Listens on a free port of the loopback. */
export async function listenForWebhooks(): Promise<WebhookListener> {
  const received: string[] = [];
  let engine: Engine | undefined;
  const server = createServer((request, response) => {
    if (engine === undefined) {
      response.writeHead(503).end();
      return;
    }
    take(engine, request).then(
      (outcome) => {
        received.push(outcome);
        response.writeHead(outcome === 'refused' ? 401 : 200).end();
      },
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    options: { webhookUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, webhookSecret: SECRET },
    received,
    serve: (served) => (engine = served),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
