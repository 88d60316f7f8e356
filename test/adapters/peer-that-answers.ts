import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A peer on a free port that answers every request as told: for answers that the sandboxes never give. */
export async function peerThatAnswers(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A base URL on which nobody listens. */
export async function nobody(): Promise<string> {
  await using peer = await peerThatAnswers(() => undefined);
  return peer.baseUrl;
}

/** Answers with this status and body, whatever was asked. */
export function saying(status: number, body: unknown) {
  return (request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}
