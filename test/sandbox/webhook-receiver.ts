import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A delivery as it came in. */
export interface Received {
  rawBody: Buffer;
  headers: IncomingHttpHeaders;
  /** What it was answered. */
  status: number;
}

/** Receives webhooks and answers each with the next of `statuses`, the last one again and again. */
export async function receiveWebhooks(statuses: readonly number[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((rawBody) => {
      const status = statuses[Math.min(received.length, statuses.length - 1)] ?? 200;
      received.push({ rawBody, headers: request.headers, status });
      response.writeHead(status, status < 400 && status >= 300 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/webhooks/refunds/sandbox`,
    received,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
