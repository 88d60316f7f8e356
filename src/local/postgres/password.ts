import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LocalSetupError } from '../local-setup-error';
import { type Account, runAs } from './account';

/** The database's own superuser; it exists in no other place. */
export const DATABASE_USER = 'rescind';

/** The password of the database under this state folder, if one was ever made. */
export function storedPassword(stateFolder: string): string | undefined {
  const file = path.join(stateFolder, 'postgres-password');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** Makes a new random password and keeps it in a file that only we can read. */
export function createPassword(stateFolder: string): string {
  const password = randomBytes(24).toString('base64url');
  writeFileSync(path.join(stateFolder, 'postgres-password'), `${password}\n`, { mode: 0o600 });
  return password;
}

/**
 * Sets the password of a stopped database, for when its file was lost but its data are there.
 * @throws {LocalSetupError} POSTGRES_PASSWORD
 */
export function resetPassword(
  binaries: string,
  { data, account }: { data: string; account: Account },
  password: string,
): void {
  const result = spawnSync(path.join(binaries, 'postgres'), ['--single', '-D', data, 'postgres'], {
    cwd: '/',
    env: {},
    input: `ALTER ROLE ${DATABASE_USER} PASSWORD '${password}'\n`,
    encoding: 'utf8',
    ...runAs(account),
  });
  if (result.status !== 0 || result.stderr.includes('ERROR')) {
    throw new LocalSetupError(
      'POSTGRES_PASSWORD',
      `The password of the database in ${data} is lost and could not be set anew: ${result.stderr.trim().split('\n').at(-1) ?? ''}`,
    );
  }
}
