import { orderRefusal } from '../../src/adapters/persistence/orders/order-refusal';
import { generatedOrders } from '../../src/cli/demo/generated-orders';
import { inboxLink } from '../../src/cli/demo/inbox-link';
import { reportLines } from '../../src/cli/demo/report';
import { runDemo } from '../../src/cli/demo/run-demo';
import { waitingOrders } from '../../src/cli/demo/waiting-orders';
import { DEMO_SHOP } from '../../src/config/demo-shop';
import { validatePolicy } from '../../src/domain/policy-check';
import type { Runtime } from '../../src/local/runtime-file';
import { LINK_KEYS } from '../api/start-api';
import { type OpenPages, openPages } from '../console/open-pages';
import { type Browsing, startBrowser } from '../support/browser';

const NOW = new Date('2026-01-01T00:00:00Z');
const HOUR_MS = 3_600_000;

test('what a demo leaves to its merchant is taken by the order book, under policies that are valid, each with another deadline', () => {
  const waiting = waitingOrders({ run: 'run1', now: NOW });
  for (const { order, policy } of waiting) {
    expect(orderRefusal(order, new Set(['sandbox']))).toBeUndefined();
    expect(validatePolicy({ ...policy, version: 1 })).toEqual([]);
    expect(order.orderId).toMatch(/^run1-/);
  }
  expect(waiting.map(({ policy }) => [policy.decisionMs / HOUR_MS, policy.onTimeout])).toEqual([
    [1, 'APPROVE'],
    [8, 'REJECT'],
    [48, 'ESCALATE'],
  ]);
});

describe('a demo that has run', () => {
  let pages: OpenPages;
  let browsing: Browsing;
  let runtime: Runtime;
  beforeAll(async () => {
    [pages, browsing] = await Promise.all([openPages(), startBrowser()]);
    const { peers, temporal, databaseUrl } = pages.engine;
    runtime = {
      ...{ apiUrl: pages.url, apiKey: 'rk_of_these_tests_only_000000', databaseUrl },
      ...{ temporalAddress: temporal.address, namespace: temporal.namespace ?? 'default' },
      sandboxes: { payments: peers.payments.url, carrier: peers.carrier.url, shop: peers.shop.url },
    };
    process.env['RESCIND_LINK_KEYS'] = LINK_KEYS;
  }, 120_000);
  afterEach(() => browsing.endVisits());
  afterAll(async () => {
    delete process.env['RESCIND_LINK_KEYS'];
    await browsing.close();
    await pages.stop();
  });

  it('has requests in its merchant’s inbox, all books agree with them there, and its link leads to them', async () => {
    const orders = generatedOrders({ count: 4, seed: 1, now: new Date() });
    // Whoever has played before has left something, too.
    await runDemo(pages.engine.db, runtime, { orders, seed: 1, onProgress: () => undefined });
    const report = await runDemo(pages.engine.db, runtime, { orders, seed: 2, onProgress: () => undefined });
    expect(report.checks.flatMap(({ name, differences }) => differences.map((one) => ({ name, ...one })))).toEqual([]);
    const { waiting = [], run } = report;
    expect(waiting.map(({ orderId }) => orderId)).toEqual([`${run}-w1`, `${run}-w2`, `${run}-w3`]);
    const held = pages.engine.db.selectFrom('cancellations').select('cancellation_id').where('shop_id', '=', DEMO_SHOP);
    const open = await held.where('state', '=', 'AWAITING_DECISION').where('order_id', 'like', `${run}-%`).execute();
    expect(open.map(({ cancellation_id }) => cancellation_id).sort()).toEqual(
      waiting.map(({ cancellationId }) => cancellationId).sort(),
    );
    const lines = reportLines(report).join('\n');
    for (const { orderId, deadline } of waiting) expect(lines).toMatch(new RegExp(`${orderId} .*${deadline}`));

    const page = await browsing.visit(pages.url);
    await page.goto(inboxLink(runtime) ?? '');
    await page.getByRole('button', { name: 'Continue' }).click();
    for (const { orderId } of waiting) await page.getByRole('link', { name: `Order ${orderId}` }).waitFor();
    const first = await page.getByRole('main').getByRole('listitem').first().innerText();
    expect(first).toContain('If nothing is done, it is approved by itself.');
  }, 240_000);
});
