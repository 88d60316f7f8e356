import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ProgramSpec } from '../../src/local/child-process';
import { processIdentity } from '../../src/local/process-identity';
import { supervise } from '../../src/local/supervisor';
import { waitUntil } from '../../src/local/wait-until';
import { temporaryFolder } from '../support/temporary-folder';

function shell(name: string, stage: ProgramSpec['stage'], script: string): ProgramSpec {
  return {
    name,
    stage,
    command: '/bin/sh',
    args: ['-c', script],
    env: { PATH: process.env['PATH'] },
    stopSignal: 'SIGTERM',
    patienceMs: 2_000,
  };
}

/** Says that it is up, and writes its name to a file when it is asked to end. */
const loyal = (folder: string, name: string) =>
  `trap 'echo ${name} >> ${folder}/ends; exit 0' TERM; echo up >> ${folder}/${name}; while :; do sleep 0.05; done`;

async function isUp(folder: string, name: string): Promise<void> {
  await waitUntil(name, { withinMs: 5_000, everyMs: 20 }, () =>
    Promise.resolve(existsSync(path.join(folder, name)) ? true : undefined),
  );
}

describe('supervise', () => {
  it('stops the worker first and the database last, whatever order they were started in', async () => {
    using folder = temporaryFolder();
    const supervisor = await supervise(folder.path);
    for (const stage of ['database', 'worker', 'temporal', 'api', 'sandbox', 'web-ui'] as const) {
      supervisor.launch(shell(stage, stage, loyal(folder.path, stage)));
      await isUp(folder.path, stage);
    }
    await supervisor.stopAll();
    expect(readFileSync(path.join(folder.path, 'ends'), 'utf8').trim().split('\n')).toEqual([
      'worker',
      'api',
      'sandbox',
      'web-ui',
      'temporal',
      'database',
    ]);
    expect(existsSync(path.join(folder.path, 'run.json'))).toBe(false);
  });

  it('kills a child, with all that it started, when its patience is over', async () => {
    using folder = temporaryFolder();
    const supervisor = await supervise(folder.path);
    const script = `trap '' TERM; sleep 600 & echo $! > ${folder.path}/stubborn; while :; do sleep 0.05; done`;
    supervisor.launch({ ...shell('stubborn', 'api', script), patienceMs: 200 });
    await isUp(folder.path, 'stubborn');
    const ends: string[] = [];
    await supervisor.stopAll((name, how) => ends.push(`${name} ${how}`));
    expect(ends).toEqual(['stubborn killed']);
    const grandchild = Number(readFileSync(path.join(folder.path, 'stubborn'), 'utf8'));
    expect(processIdentity(grandchild)).toBeUndefined();
  });

  it('tells of a child that ended by itself, with the last lines of its log from this run', async () => {
    using folder = temporaryFolder();
    const earlier = await supervise(folder.path);
    earlier.launch(shell('shaky', 'api', 'echo from the run before'));
    await earlier.failure;
    await earlier.stopAll();
    const supervisor = await supervise(folder.path);
    supervisor.launch(shell('shaky', 'api', 'echo no such table >&2; exit 3'));
    const message = await supervisor.failure;
    expect(message).toMatch(/shaky ended with exit code 3[^]*no such table/);
    expect(message).not.toContain('the run before');
    await supervisor.stopAll();
  });

  it('starts nothing more once it is stopping', async () => {
    using folder = temporaryFolder();
    const supervisor = await supervise(folder.path);
    await supervisor.stopAll();
    expect(() => supervisor.launch(shell('late', 'api', 'sleep 600'))).toThrow(/stopping/);
  });
});
