import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { ourIds } from './account-ids';
import { LocalSetupError } from './local-setup-error';

export { projectRoot } from '../adapters/persistence/project-root';

/**
 * Makes sure that the folder for data, logs and run files exists and is ours. It may be entered by others (0711),
 * because PostgreSQL may run as another account; what is secret inside is 0600 or 0700.
 * @throws {LocalSetupError} STATE_FOLDER_OWNER when it belongs to another account.
 */
export function openStateFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const owner = lstatSync(folder).uid;
  const us = ourIds().uid;
  if (owner !== us) {
    throw new LocalSetupError(
      'STATE_FOLDER_OWNER',
      `${folder} belongs to uid ${owner}, and this is uid ${us}. Start Rescind as that user, ` +
        `or hand the folder over (sudo chown -R ${us} ${folder}), or remove it to begin anew without its data.`,
    );
  }
  // Root's PostgreSQL runs as another account, which must get to its data.
  if (us === 0) chmodSync(folder, lstatSync(folder).mode | 0o011);
  return folder;
}

/**
 * Where downloaded and built programs are kept for every clone of this user: XDG_CACHE_HOME, else ~/.cache, else (HOME
 * unset or not writable for us) the system's folder for temporary files.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'rescind');
  if (env['HOME'] !== undefined && env['HOME'] !== '') return path.join(homedir(), '.cache', 'rescind');
  return path.join(tmpdir(), `rescind-cache-${ourIds().uid}`);
}

/**
 * Opens a folder under the cache, refusing one that another account could have filled: programs are run from it.
 * @throws {LocalSetupError} CACHE_FOLDER_OWNER
 */
export function openCacheFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(folder);
  if (uid !== ourIds().uid || (mode & 0o022) !== 0) {
    throw new LocalSetupError(
      'CACHE_FOLDER_OWNER',
      `${folder} belongs to uid ${uid} (mode ${(mode & 0o777).toString(8)}); programs are run from it, so it must be yours alone. ` +
        'Remove it, or point XDG_CACHE_HOME at a folder of your own.',
    );
  }
  return folder;
}
