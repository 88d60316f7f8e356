import { spawnSync } from 'node:child_process';
import { existsSync, lchownSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LocalSetupError } from '../local-setup-error';
import { type Account, runAs } from './account';
import { DATABASE_USER } from './password';

/**
 * Creates the database's files with initdb, aside and then moved into place, so that a start that was killed halfway
 * leaves nothing that looks like data.
 * @throws {LocalSetupError} INITDB_FAILED with initdb's own words.
 */
export function initializeData(
  binaries: string,
  { data, account }: { data: string; account: Account },
  password: string,
): void {
  const draft = mkdtempSync(`${data}-new-`);
  const passwordFile = `${draft}.password`;
  try {
    writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
    lchownSync(passwordFile, account.uid, account.gid);
    lchownSync(draft, account.uid, account.gid);
    const result = spawnSync(
      path.join(binaries, 'initdb'),
      [
        `--pgdata=${draft}`,
        `--username=${DATABASE_USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        '--no-sync',
      ],
      { cwd: '/', env: {}, encoding: 'utf8', ...runAs(account) },
    );
    if (result.status !== 0) throw new LocalSetupError('INITDB_FAILED', `initdb failed: ${result.stderr.trim()}`);
    renameSync(draft, data);
  } finally {
    rmSync(passwordFile, { force: true });
    if (existsSync(draft)) rmSync(draft, { recursive: true, force: true });
  }
}
