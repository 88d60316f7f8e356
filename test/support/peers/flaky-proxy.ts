import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomFrom } from '../../../src/cli/demo/random';

/**
 * Each in a hundred calls that ask for something: it is done and the answer lost, put off, or failed before it is done.
 */
const SHARES = { lost: 0.02, limited: 0.03, broken: 0.04 };

export interface FlakyProxy {
  readonly url: string;
  /** How often each happened. */
  readonly faults: Record<'lost' | 'limited' | 'broken', number>;
  readonly stop: () => Promise<void>;
}

/** Stands before a provider and fails now and then, by a seed. */
export async function startFlakyProxy(upstream: string, seed: number): Promise<FlakyProxy> {
  const random = randomFrom(seed);
  const faults = { lost: 0, limited: 0, broken: 0 };
  const server = createServer((request, response) => {
    const dice = request.method === 'POST' ? random.next() : 1;
    if (dice >= SHARES.lost && dice < SHARES.limited) {
      faults.limited += 1;
      refuse(response, 429, { 'retry-after': '1' });
      return;
    }
    if (dice >= SHARES.limited && dice < SHARES.broken) {
      faults.broken += 1;
      refuse(response, 500, {});
      return;
    }
    const isLost = dice < SHARES.lost;
    if (isLost) faults.lost += 1;
    forward(request, response, { upstream, isLost });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { type: 'api_error', message: 'for now' } }));
}

function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { upstream, isLost }: { upstream: string; isLost: boolean },
): void {
  const { method, url, headers } = request;
  const onward = send(new URL(url ?? '/', upstream), { method, headers }, (answer) => {
    if (isLost) {
      answer.resume().on('end', () => request.socket.destroy());
      return;
    }
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => request.socket.destroy());
  request.pipe(onward);
}
