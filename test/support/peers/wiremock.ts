import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { temporaryFolder } from '../temporary-folder';
import { startPeer } from './peer-process';

/** Which requests are meant: WireMock's own request pattern, any request where nothing is said. */
export interface RequestPattern {
  readonly method?: string;
  /** The path alone, as a regular expression. */
  readonly urlPathPattern?: string;
  readonly [more: string]: unknown;
}

/** What is answered: WireMock's own response definition. */
export interface StubbedResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly jsonBody?: unknown;
  readonly bodyFileName?: string;
  readonly fault?:
    'CONNECTION_RESET_BY_PEER' | 'EMPTY_RESPONSE' | 'MALFORMED_RESPONSE_CHUNK' | 'RANDOM_DATA_THEN_CLOSE';
  readonly proxyBaseUrl?: string;
  readonly fixedDelayMilliseconds?: number;
}

/** A request that came in, oldest first in a journal. */
export interface JournalEntry {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Names as they were sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** WireMock between a client and its peer, or in the peer's place. */
export interface WireMock {
  readonly url: string;
  /** The same over TLS, with a certificate that nobody trusts. */
  readonly httpsUrl: string;
  /** Passes everything on that no stub takes. */
  readonly proxyTo: (upstream: string) => Promise<void>;
  /** Answers what matches like this, until `reset`; later stubs are asked first. */
  readonly stub: (matching: RequestPattern, response: StubbedResponse) => Promise<void>;
  /** Answers the next request that matches like this, once; the one after that is treated as before. */
  readonly next: (response: StubbedResponse, matching?: RequestPattern) => Promise<void>;
  readonly requests: () => Promise<readonly JournalEntry[]>;
  /** Forgets stubs, proxy and journal. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const JAR = require.resolve('wiremock/build/wiremock-standalone-3.13.2.jar');
const JAVA_OPTIONS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx192m'];
const ANY: RequestPattern = { method: 'ANY', urlPattern: '.*' };
const PRIORITY = { next: 1, stub: 5, proxy: 10 };

/** A body file of 10 MB that begins like JSON. */
export const HUGE_BODY_FILE = 'huge.json';
const HUGE_BYTES = 10 * 1024 * 1024;

/**
 * Starts WireMock (the npm package's own jar, Java 17) on free loopback ports.
 * @throws Error with its last words when it does not start
 */
export async function startWireMock(): Promise<WireMock> {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder.path, '__files'));
  writeFileSync(path.join(folder.path, '__files', HUGE_BODY_FILE), `{"id":"${'x'.repeat(HUGE_BYTES)}"}`);
  const options = [
    '--bind-address',
    '127.0.0.1',
    '--port',
    '0',
    '--https-port',
    '0',
    '--disable-banner',
    '--disable-gzip',
  ];
  const args = [...JAVA_OPTIONS, '-jar', JAR, ...options, '--root-dir', folder.path];
  const peer = await startPeer({ command: 'java', args, ready: /^port:\s+(\d+)$[^]*^https-port:\s+(\d+)$/m });
  const url = `http://127.0.0.1:${peer.ready[1] ?? ''}`;
  await warmUp(url);
  let oneShots = 0;
  return {
    url,
    httpsUrl: `https://127.0.0.1:${peer.ready[2] ?? ''}`,
    proxyTo: (upstream) => map(url, { priority: PRIORITY.proxy, request: ANY, response: { proxyBaseUrl: upstream } }),
    stub: (matching, response) =>
      map(url, { priority: PRIORITY.stub, request: { ...ANY, ...specific(matching) }, response }),
    next: (response, matching = {}) => {
      oneShots += 1;
      const once = { scenarioName: `once-${oneShots}`, requiredScenarioState: 'Started', newScenarioState: 'Done' };
      return map(url, { priority: PRIORITY.next, ...once, request: { ...ANY, ...specific(matching) }, response });
    },
    requests: async () => {
      const { requests } = (await admin(url, 'GET', '/requests')) as { requests: { request: JournalEntry }[] };
      return requests.map(({ request }) => request).reverse();
    },
    reset: async () => {
      await admin(url, 'POST', '/reset');
    },
    stop: async () => {
      await peer.stop();
      folder[Symbol.dispose]();
    },
  };
}

/** The first request that a new Java machine passes on takes seconds where others are at work: a client's time-out would be over. */
async function warmUp(url: string): Promise<void> {
  const upstream = createServer((_request, response) => response.end());
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  const { port } = upstream.address() as AddressInfo;
  await map(url, { request: ANY, response: { proxyBaseUrl: `http://127.0.0.1:${port}` } });
  await (await fetch(`${url}/warm-up`)).text();
  await admin(url, 'POST', '/reset');
  upstream.closeAllConnections();
  upstream.close();
}

/** WireMock takes one pattern for the address only. */
function specific(matching: RequestPattern): RequestPattern {
  const namesAddress = Object.keys(matching).some((name) => name.startsWith('url'));
  return namesAddress ? { urlPattern: undefined, ...matching } : matching;
}

async function map(url: string, mapping: object): Promise<void> {
  await admin(url, 'POST', '/mappings', mapping);
}

async function admin(url: string, method: string, ...[address, body]: [string, object?]): Promise<unknown> {
  const response = await fetch(`${url}/__admin${address}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`WireMock: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
