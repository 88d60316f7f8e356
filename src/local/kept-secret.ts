import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A random secret that stays the same from start to start, in a file that only we can read. */
export function keptSecret(stateFolder: string, name: string, prefix = ''): string {
  return kept(path.join(stateFolder, name), () => `${prefix}${randomBytes(24).toString('base64url')}`);
}

/**
 * A key for sealing personal data, as RESCIND_DATA_KEYS has it; kept the same way,
 * since losing it loses what it sealed.
 */
export function keptDataKey(stateFolder: string): string {
  return kept(path.join(stateFolder, 'data-key'), () => `local:${randomBytes(32).toString('base64')}`);
}

/** A key that signs links, as RESCIND_LINK_KEYS has it. */
export function keptLinkKey(stateFolder: string): string {
  return kept(path.join(stateFolder, 'link-key'), () => `local:${randomBytes(32).toString('base64')}`);
}

function kept(file: string, make: () => string): string {
  try {
    writeFileSync(file, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
