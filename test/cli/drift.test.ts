import type { DriftCase } from '../../src/sdk/drift-case';
import { runCommand } from './run-command';

const CASE: DriftCase = {
  ...{ caseId: 7, shopId: 'olist', channel: 'sandbox', kind: 'STATUS', subject: 'o_1.00/1' },
  ours: { state: 'FAILED', lateNews: null },
  theirs: { outcome: 'succeeded', refunds: [1] },
  openedAt: '2026-03-02T09:00:00.000Z',
  seenAt: '2026-03-02T10:00:00.000Z',
};

it('shows both sides of a difference in one line', async () => {
  const { exitCode, out, closed } = await runCommand(['drift'], {}, { cases: [CASE] });
  expect([exitCode, closed]).toEqual([0, 1]);
  expect(out).toMatch(/7 .*sandbox .*STATUS .*o_1\.00\/1 .*state FAILED .*outcome succeeded, refunds \[1\]/);
  expect(out).not.toContain('lateNews');
});

it('prints JSON, and says where there is none', async () => {
  expect(JSON.parse((await runCommand(['drift', '--json'], {}, { cases: [CASE] })).out)).toEqual({
    shopId: 'olist',
    items: [CASE],
  });
  expect(await runCommand(['drift'])).toMatchObject({ exitCode: 0, out: 'None.' });
});

it('knows no other kinds and states', async () => {
  expect((await runCommand(['drift', '--kind', 'OTHER'])).exitCode).toBe(2);
  expect((await runCommand(['drift', '--state', 'gone'])).exitCode).toBe(2);
});
