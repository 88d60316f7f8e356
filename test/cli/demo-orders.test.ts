import { orderRefusal } from '../../src/adapters/persistence/orders/order-refusal';
import { castDemo } from '../../src/cli/demo/cast';
import { durationsOf } from '../../src/cli/demo/figures';
import { generatedOrders } from '../../src/cli/demo/generated-orders';
import { isSilent } from '../../src/cli/demo/silent-merchants';
import { adjustmentOf, unitsOf } from '../../src/domain/order-units';
import { validatePolicy } from '../../src/domain/policy-check';

const NOW = new Date('2026-01-01T00:00:00Z');

function asTenders(order: ReturnType<typeof generatedOrders>[number]) {
  return order.tenders.map((tender) => ({
    ...tender,
    captures: tender.captures.map((capture) => ({ ...capture, committed: 0, external: 0, disputed: 0 })),
  }));
}

test('the same seed makes up the same orders, another one others', () => {
  const set = { count: 50, seed: 7, now: NOW };
  expect(generatedOrders(set)).toEqual(generatedOrders(set));
  expect(generatedOrders({ ...set, seed: 8 })).not.toEqual(generatedOrders(set));
});

test('made-up orders are taken by the order book, paid to the cent, and of many kinds', () => {
  const orders = generatedOrders({ count: 400, seed: 1, now: NOW });
  for (const order of orders) {
    expect(orderRefusal(order, new Set(['sandbox']))).toBeUndefined();
    expect(adjustmentOf(unitsOf(order.lines, order.shippingFee), asTenders(order))).toBe(0);
  }
  const kinds = new Set(orders.flatMap(({ tenders }) => tenders.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual(['BANK_TRANSFER', 'CARD', 'GIFT_CARD', 'STORE_CREDIT', 'WALLET']);
  expect(new Set(orders.map(({ currency }) => currency)).size).toBe(3);
  expect(orders.some(({ lines }) => new Set(lines.map(({ merchantId }) => merchantId)).size > 1)).toBe(true);
  expect(orders.some(({ lines }) => lines.some(({ discount }) => discount > 0))).toBe(true);
});

test.each([20, 300])('of %i orders every story has at least one, in about its share', (count) => {
  const orders = generatedOrders({ count, seed: 1, now: NOW });
  const { roles, policies } = castDemo(orders, { seed: 1, run: 'run1' });
  const share = (holds: (role: (typeof roles)[number]) => boolean) => roles.filter(holds).length / count;
  const least = 1 / count;
  expect(share(({ story }) => story === 'REJECTED')).toBeGreaterThanOrEqual(least);
  expect(share(({ story }) => story === 'WITHDRAWN')).toBeGreaterThanOrEqual(least);
  expect(share(({ silent }) => silent.length > 0)).toBeGreaterThanOrEqual(0.08);
  expect(share(({ order }) => order.shipments[0]?.state === 'LABELED')).toBeGreaterThanOrEqual(least);
  expect(share(({ expected }) => expected === 'NOT_STOPPED')).toBeGreaterThanOrEqual(least);
  expect(share(({ fault }) => fault?.kind === 'refuse')).toBeCloseTo(0.05, 2);
  expect(share(({ fault }) => fault?.kind === 'lost_answer')).toBeCloseTo(count === 20 ? 0.05 : 0.02, 2);
  expect(share(({ expected }) => expected === 'SETTLED')).toBeGreaterThan(0.5);
  expect([...policies.values()].map((policy) => validatePolicy({ ...policy, version: 1 })).flat()).toEqual([]);
});

test('silence ends as each merchant says, and only silent merchants are waited for', () => {
  const orders = generatedOrders({ count: 300, seed: 3, now: NOW });
  const { roles, policies } = castDemo(orders, { seed: 3, run: 'run1' });
  for (const { order, silent, expected, story } of roles.filter(({ silent: ids }) => ids.length > 0)) {
    const merchants = [...new Set(order.lines.map(({ merchantId }) => merchantId))];
    expect(silent).toEqual(merchants.filter((id) => isSilent(policies.get(id))));
    expect(story).toBe('APPROVED');
    const someApproves = merchants.some((id) => policies.get(id)?.onTimeout === 'APPROVE');
    expect(expected).toBe(someApproves ? 'SETTLED' : 'REJECTED');
  }
});

test('all ids of a run are its own, and faults are of payments that will be refunded', () => {
  const orders = generatedOrders({ count: 60, seed: 1, now: NOW });
  const { roles } = castDemo(orders, { seed: 1, run: 'run1' });
  expect(roles.every(({ order }) => order.orderId.startsWith('run1-'))).toBe(true);
  const captures = roles.flatMap(({ order }) => order.tenders.flatMap((tender) => tender.captures));
  expect(captures.every(({ captureId }) => captureId.startsWith('run1-'))).toBe(true);
  for (const { fault, order, expected } of roles.filter((role) => role.fault !== undefined)) {
    const ids = order.tenders.flatMap((tender) => tender.captures.map(({ captureId }) => captureId));
    expect(ids).toContain(fault?.payment);
    expect(expected).toBe('SETTLED');
  }
});

test('quantiles are by nearest rank', () => {
  expect(durationsOf([])).toEqual({ count: 0, p50Ms: 0, p99Ms: 0 });
  expect(durationsOf([5, 1, 3, 2, 4])).toEqual({ count: 5, p50Ms: 3, p99Ms: 5 });
  expect(durationsOf(Array.from({ length: 200 }, (_, index) => index + 1))).toMatchObject({ p50Ms: 100, p99Ms: 198 });
});
