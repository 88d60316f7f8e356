import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as it came: what is to be verified are the bytes. */
export interface Received {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export interface Receiver {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const LARGEST_BODY = 256 * 1024;

/**
 * Receives messages on a free port of this machine, at an address that nobody can guess. `take` says whether a message
 * is to be answered with 204 or 400.
 */
export async function receiveMessages(path: string, take: (message: Received) => boolean): Promise<Receiver> {
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const isOurs = request.method === 'POST' && request.url === path && body !== undefined;
      response.statusCode = isOurs ? (take({ headers: request.headers, body }) ? 204 : 400) : 404;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${path}`, close: () => close(server) };
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return size <= LARGEST_BODY ? Buffer.concat(chunks) : undefined;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
