import type { Client } from '@temporalio/client';
import { createApiKey } from '../../adapters/persistence/api-keys';
import type { Database } from '../../adapters/persistence/database';
import type { Report } from '../../local/report';
import { createHttpClient } from '../../sdk/http-client';
import { askToCancel } from '../bench-ours';
import { BENCH_SHOP, seedBenchOrders } from '../bench-orders';
import type { BenchParts } from '../bench-parts';
import { inTurn, openLoop, type Latency } from './http-latency';
import { copyCancellation } from './many-cancellations';
import { pageWeight, type PageWeight } from './page-weight';

/** What the HTTP API and the pages cost their callers. */
export interface Doors {
  /** Requests to cancel through HTTP, 20 a second, until they are answered. */
  readonly accept: Latency;
  /** A page of 100, newest first and by deadline. */
  readonly list: { readonly of: number; readonly newest: Latency; readonly deadline: Latency };
  readonly pageWeightKb: PageWeight;
}

interface Bench {
  readonly parts: BenchParts;
  readonly client: Client;
  readonly db: Database;
  readonly report: Report;
  /** Cancellations that a list is taken from. */
  readonly listed: number;
}

const PER_SECOND = 20;
const REQUESTS = 600;
const LISTS = 300;
const WARM_UP = 40;

/** Requests at a fixed rate through the API, then lists out of many cancellations. Prints the figures and returns them. */
export async function benchDoors({ parts, client, db, report, listed }: Bench): Promise<Doors> {
  const worker = await parts.startWorker('worker.js');
  const api = await parts.startApi();
  const orders = await seedBenchOrders(db, parts, { prefix: 'http', count: WARM_UP + REQUESTS + 1 });
  const { key } = await createApiKey(db, { shopId: BENCH_SHOP, actorId: 'bench', role: 'service' });
  const http = createHttpClient({ url: api.url, key });
  const ask = async (index: number): Promise<void> => {
    const orderId = orders[index] ?? '';
    await http.cancellations.request(orderId, { reason: 'CHANGED_MIND' }, { idempotencyKey: `http-${orderId}` });
  };
  await openLoop({ perSecond: PER_SECOND, count: WARM_UP }, ask);
  const accept = await openLoop({ perSecond: PER_SECOND, count: REQUESTS }, (index) => ask(WARM_UP + index));
  report.line(
    `  accepted through HTTP, ${PER_SECOND}/s: p50 ${accept.p50Ms} ms, p99 ${accept.p99Ms} ms, ${accept.failed} of ${accept.requests} failed`,
  );

  const cancellationId = await askToCancel(client, orders.at(-1) ?? '');
  await worker.program.stop();
  await copyCancellation(db, cancellationId, listed);
  const page = (query: string) => async (): Promise<void> => {
    const headers = { authorization: `Bearer ${key}` };
    const response = await fetch(`${api.url}/v1/cancellations?limit=100${query}`, { headers });
    const { items } = (await response.json()) as { items: readonly unknown[] };
    if (items.length !== 100) throw new Error(`A page has ${items.length} cancellations`);
  };
  await inTurn(WARM_UP, page(''));
  const newest = await inTurn(LISTS, page(''));
  const deadline = await inTurn(LISTS, page('&waitingOn=MERCHANT&sort=deadline'));
  report.line(`  100 of ${listed}: newest p99 ${newest.p99Ms} ms, by deadline p99 ${deadline.p99Ms} ms`);

  const pageWeightKb = await pageWeight(api.url);
  await api.program.stop();
  report.line(
    `  pages, first load: ${Object.entries(pageWeightKb)
      .map(([name, kb]) => `${name} ${kb} kB`)
      .join(', ')}`,
  );
  return { accept, list: { of: listed, newest, deadline }, pageWeightKb };
}
