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

it('takes a case off the list with a note, and says where there is no such case', async () => {
  const done = await runCommand(['drift', 'resolve', '7', '--note', 'Booked since', '--json'], {}, { cases: [CASE] });
  expect([done.exitCode, JSON.parse(done.out)]).toMatchObject([0, { caseId: 7, resolution: { note: 'Booked since' } }]);
  const none = await runCommand(['drift', 'resolve', '8', '--note', 'n'], {}, { cases: [CASE] });
  expect(none).toMatchObject({
    exitCode: 1,
    out: 'Refused (DRIFT_CASE_NOT_FOUND): There is no such drift case.',
    closed: 1,
  });
  expect((await runCommand(['drift', 'resolve', '7'])).exitCode).toBe(2);
  expect((await runCommand(['drift', 'resolve', 'x', '--note', 'n'])).exitCode).toBe(2);
});
