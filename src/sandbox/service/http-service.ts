import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { refusal, type Reply } from './answer';
import { BadRequest } from './bad-request';
import { readBody } from './read-body';
import { findRouteIn, type Route } from './route';

const BODY_BYTES = 256 * 1024;
/** Longer than any client of ours keeps a free socket, so that it is never the server that closes one in use. */
const KEEP_ALIVE_MS = 65_000;
const DRAIN_MS = 5_000;

export interface HttpService {
  readonly port: number;
  /** Lets requests under way end, up to 5 s, then closes every socket. */
  readonly close: () => Promise<void>;
}

export interface HttpServiceOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly onFault: (error: unknown) => void;
}

/** Serves the routes on 127.0.0.1. */
export async function listen({ port, routes, onFault }: HttpServiceOptions): Promise<HttpService> {
  const findRoute = findRouteIn(routes);
  const silent = new Set<ServerResponse>();
  const underWay = new Set<Promise<void>>();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const handling = reply(request, findRoute)
      .catch((error: unknown): Reply => {
        if (error instanceof BadRequest) return error.answer;
        onFault(error);
        return refusal(500, 'internal_error');
      })
      .then((outcome) => {
        // Closing: a connection that is kept alive would hold it up.
        if (!server.listening) response.setHeader('connection', 'close');
        if (outcome === 'SILENCE') keepSilent(silent, response);
        else send(request, response, outcome);
      })
      .catch(onFault)
      .finally(() => underWay.delete(handling));
    underWay.add(handling);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => drain({ server, silent, underWay }) };
}

async function reply(request: IncomingMessage, findRoute: ReturnType<typeof findRouteIn>): Promise<Reply> {
  const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const found = findRoute(request.method ?? '', pathname);
  if (!found) return refusal(404, 'no_such_route');
  const key = request.headers['idempotency-key'];
  return found.route.handle({
    params: found.params,
    query: new URLSearchParams(query),
    idempotencyKey: typeof key === 'string' ? key : undefined,
    body: await readBody(request, found.route.maxBytes ?? BODY_BYTES),
  });
}

function send(request: IncomingMessage, response: ServerResponse, outcome: Exclude<Reply, 'SILENCE'>): void {
  if (outcome === 'HANG_UP') {
    response.socket?.destroy();
    return;
  }
  response.writeHead(outcome.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(outcome.body),
    // A body that was not read to its end would be taken for the next request.
    ...(request.complete ? {} : { connection: 'close' }),
    ...outcome.headers,
  });
  response.end(outcome.body);
  if (!request.complete) request.resume();
}

function keepSilent(silent: Set<ServerResponse>, response: ServerResponse): void {
  silent.add(response);
  response.once('close', () => silent.delete(response));
}

interface Draining {
  readonly server: Server;
  readonly silent: ReadonlySet<ServerResponse>;
  /** Also those whose caller has gone. */
  readonly underWay: ReadonlySet<Promise<void>>;
}

async function drain({ server, silent, underWay }: Draining): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  for (const response of silent) response.socket?.destroy();
  server.closeIdleConnections();
  const patience = new AbortController();
  await Promise.race([Promise.all([closed, ...underWay]), wait(DRAIN_MS, undefined, patience).catch(() => undefined)]);
  patience.abort();
  server.closeAllConnections();
  await closed;
}
