import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atOnce } from '../../src/cli/demo/at-once';
import { compare } from '../../src/cli/demo/check/difference';
import { generatedOrders } from '../../src/cli/demo/generated-orders';
import { randomFrom } from '../../src/cli/demo/random';
import { sampleOf } from '../../src/cli/demo/sample';
import { CliError, EXIT } from '../../src/cli/exit-codes';
import { requireRuntime } from '../../src/cli/runtime';

test('no more than so many are done at once, and results keep the order of their items', async () => {
  let running = 0;
  let most = 0;
  const results = await atOnce([30, 1, 20, 2, 10], 2, async (ms) => {
    most = Math.max(most, (running += 1));
    await new Promise((resolve) => setTimeout(resolve, ms));
    running -= 1;
    return ms;
  });
  expect({ results, most }).toEqual({ results: [30, 1, 20, 2, 10], most: 2 });
});

test('what only one of two books has differs, and so do unequal figures', () => {
  const ours = new Map([
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
  ]);
  const theirs = new Map([
    ['a', '1'],
    ['b', '4'],
    ['d', '5'],
  ]);
  expect(compare('Books', ours, theirs)).toEqual({
    name: 'Books',
    compared: 4,
    differences: [
      { id: 'b', expected: '2', found: '4' },
      { id: 'c', expected: '3', found: 'nothing' },
      { id: 'd', expected: 'nothing', found: '5' },
    ],
  });
});

test('a sample has the number asked for, no order twice, and the rare kinds', () => {
  const orders = generatedOrders({ count: 1_000, seed: 2, now: new Date() });
  const rare = orders.slice(0, 20).map((order) => ({ ...order, lines: [] }));
  const sample = sampleOf([...orders.slice(20), ...rare], 100, randomFrom(5));
  expect(sample).toHaveLength(100);
  expect(new Set(sample).size).toBe(100);
  expect(sample.filter(({ lines }) => lines.length === 0).length).toBeGreaterThanOrEqual(3);
  expect(sampleOf(orders.slice(0, 5), 100, randomFrom(5))).toHaveLength(5);
});

const NOT_RUNNING = 'Rescind does not run here (or is not ready yet). Start it with: npm start';

test('nothing running is told with how to start it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'rescind-cli-'));
  try {
    expect(() => requireRuntime(folder)).toThrow(new CliError(EXIT.UNREACHABLE, NOT_RUNNING));
    expect(EXIT.UNREACHABLE).toBe(3);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
