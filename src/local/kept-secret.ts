import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A random secret that stays the same from start to start, in a file that only we can read. */
export function keptSecret(stateFolder: string, name: string, prefix = ''): string {
  const file = path.join(stateFolder, name);
  try {
    writeFileSync(file, `${prefix}${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
