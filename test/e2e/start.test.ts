import { existsSync } from 'node:fs';
import path from 'node:path';
import { processIdentity } from '../../src/local/process-identity';
import type { Runtime } from '../../src/local/runtime-file';
import { cloneRepository, startClone } from '../support/clone';

const ORDER = {
  version: 1,
  currency: 'EUR',
  placedAt: new Date().toISOString(),
  lines: [{ lineId: 'a', merchantId: 'm_1', sku: 'sku_a', quantity: 2, unitPrice: 1_000 }],
  tenders: [
    {
      tenderId: 't_1',
      kind: 'CARD',
      channel: 'sandbox',
      captures: [{ captureId: 'cap_1', amount: 2_000, capturedAt: new Date().toISOString() }],
    },
  ],
};

interface Call {
  method: 'GET' | 'PUT' | 'POST';
  body?: object;
}

async function call({ apiUrl, apiKey }: Runtime, route: string, { method, body }: Call): Promise<unknown> {
  const response = await fetch(`${apiUrl}${route}`, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': `first-${route}`,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return await response.json();
}

const alive = (pids: number[]) => pids.filter((pid) => processIdentity(pid) !== undefined);

describe('npm start', () => {
  it('builds, starts everything, accepts a cancellation, survives being killed, and leaves nothing at Ctrl-C', async () => {
    using clone = cloneRepository();
    const first = await startClone(clone.path);
    const firstChildren = first.children();
    try {
      expect(first.printed()).toMatch(/npm run demo -- --orders 20/);
      expect(await (await fetch(`${first.runtime.apiUrl}/health/ready`)).json()).toMatchObject({});
      expect((await fetch(`${String(first.runtime.webUiUrl)}/namespaces/rescind`)).status).toBe(200);
      await call(first.runtime, '/v1/orders/o-1', { method: 'PUT', body: ORDER });
      const answer = await call(first.runtime, '/v1/orders/o-1/cancellations', {
        method: 'POST',
        body: { reason: 'CHANGED_MIND' },
      });
      expect(answer).toMatchObject({ outcome: 'accepted', quote: { refund: 2_000 } });
    } finally {
      // As the system does it when memory is short: no handler runs.
      process.kill(first.child.pid ?? 0, 'SIGKILL');
    }
    await first.ended;
    expect(alive(firstChildren)).not.toEqual([]);

    const second = await startClone(clone.path);
    const secondChildren = second.children();
    try {
      expect(second.printed()).toMatch(/Ended what an earlier start had left/);
      expect(alive(firstChildren)).toEqual([]);
      expect(await call(second.runtime, '/v1/orders/o-1', { method: 'GET' })).toMatchObject({ orderId: 'o-1' });
    } finally {
      // Ctrl-C reaches the terminal's whole group.
      process.kill(-(second.child.pid ?? 0), 'SIGINT');
    }
    expect(await second.ended).toBe(0);
    expect(alive(secondChildren)).toEqual([]);
    for (const name of ['run.json', 'runtime.json'])
      expect(existsSync(path.join(clone.path, '.rescind', name))).toBe(false);
    expect(second.printed()).toMatch(/All stopped/);
  }, 400_000);
});
