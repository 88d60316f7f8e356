import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ourIds } from '../../src/local/account-ids';
import { claimRun, hasRecord, liveOwner } from '../../src/local/run-record';

/** Ends what killed test runs of this user left, and removes their data. */
export async function sweepKilledRuns(): Promise<void> {
  const ours = readdirSync(tmpdir())
    .filter((name) => name.startsWith('rescind-test-'))
    .map((name) => path.join(tmpdir(), name))
    .filter((folder) => lstatSync(folder, { throwIfNoEntry: false })?.uid === ourIds().uid);
  for (const folder of ours) {
    if (!hasRecord(folder) || liveOwner(folder) !== undefined) continue;
    await claimRun(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}
