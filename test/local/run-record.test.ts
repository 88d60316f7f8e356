import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { killGroup } from '../../src/local/child-process';
import { processIdentity } from '../../src/local/process-identity';
import { claimRun, liveOwner, releaseRun } from '../../src/local/run-record';
import { temporaryFolder } from '../support/temporary-folder';

function sleeper(): { pid: number; identity: string } {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  child.unref();
  const { pid = 0 } = child;
  return { pid, identity: processIdentity(pid) ?? '' };
}

const child = (name: string, recorded: { pid: number; identity: string }) => ({
  ...recorded,
  name,
  stage: 'sandbox',
  stopSignal: 'SIGTERM',
  patienceMs: 2_000,
});

function record(folder: string, content: object): void {
  writeFileSync(path.join(folder, 'run.json'), JSON.stringify(content));
}

describe('claimRun', () => {
  it('ends what a killed start left, and touches no process that only has the number of one of ours', async () => {
    using folder = temporaryFolder();
    const ours = sleeper();
    const stranger = sleeper();
    try {
      record(folder.path, {
        owner: { pid: process.pid, identity: 'an earlier process with this number' },
        children: [child('left', ours), child('gone', { ...stranger, identity: 'ended, its number given to another' })],
      });
      expect(await claimRun(folder.path)).toEqual(['left']);
      expect(processIdentity(ours.pid)).toBeUndefined();
      expect(processIdentity(stranger.pid)).toBe(stranger.identity);
    } finally {
      killGroup(stranger.pid);
      killGroup(ours.pid);
    }
  });

  it('refuses while the earlier start is still running', async () => {
    using folder = temporaryFolder();
    const owner = sleeper();
    try {
      record(folder.path, { owner, children: [] });
      await expect(claimRun(folder.path)).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
      expect(liveOwner(folder.path)).toBe(owner.pid);
    } finally {
      killGroup(owner.pid);
    }
  });

  it('owns the folder until it is released', async () => {
    using folder = temporaryFolder();
    expect(await claimRun(folder.path)).toEqual([]);
    expect(liveOwner(folder.path)).toBe(process.pid);
    releaseRun(folder.path);
    expect(liveOwner(folder.path)).toBeUndefined();
  });
});
