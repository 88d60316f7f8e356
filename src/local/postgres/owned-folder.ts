import { createHash } from 'node:crypto';
import { chmodSync, lchownSync, lstatSync, mkdtempSync, readdirSync, renameSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { LocalSetupError } from '../local-setup-error';
import { type Account, canEnter } from './account';

/** Gives a folder and all in it to the account; nothing to do when the account is ours. */
export function handOver(folder: string, account: Account): void {
  if (!account.dropped) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    lchownSync(path.join(entry.parentPath, entry.name), account.uid, account.gid);
  }
  lchownSync(folder, account.uid, account.gid);
}

/**
 * The account's own folder for PostgreSQL's data: inside the state folder, or, where the account can't get there, a
 * fixed one of the system's for this clone.
 */
export function postgresHome(stateFolder: string, account: Account): string {
  if (canEnter(account, stateFolder)) return path.join(stateFolder, 'postgres');
  const clone = createHash('sha256').update(stateFolder).digest('hex').slice(0, 16);
  return path.join('/var/tmp', `rescind-${clone}`);
}

/**
 * Refuses a folder that isn't the account's own or that others can enter.
 * @throws {LocalSetupError} DATA_FOLDER_OWNER, DATA_FOLDER_OPEN
 */
export function assertOwned(folder: string, account: Account): void {
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== account.uid) {
    throw new LocalSetupError(
      'DATA_FOLDER_OWNER',
      `The database folder ${folder} belongs to uid ${found.uid}, and PostgreSQL would run as uid ${account.uid}. ` +
        `Start Rescind as the user who created it${account.dropped ? '' : ` (uid 65534 means: it was created by root)`}, ` +
        `or hand it over (sudo chown -R ${account.uid} ${folder}), or remove it to begin anew without its data.`,
    );
  }
  if ((found.mode & 0o077) !== 0) {
    throw new LocalSetupError(
      'DATA_FOLDER_OPEN',
      `The database folder ${folder} can be entered by others (mode ${(found.mode & 0o777).toString(8)}). ` +
        `If only you had access to it: chmod 700 ${folder}; else remove it to begin anew without its data.`,
    );
  }
}

/**
 * Makes sure that the account's folder exists, is its own and closed to others (0700). It is created aside and moved
 * into place, so that nobody can slip another one in.
 * @throws {LocalSetupError} DATA_FOLDER_OWNER, DATA_FOLDER_OPEN
 */
export function openOwnedFolder(folder: string, account: Account): void {
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
    const draft = mkdtempSync(`${folder}-new-`);
    chmodSync(draft, 0o700);
    handOver(draft, account);
    try {
      renameSync(draft, folder);
    } catch {
      rmdirSync(draft);
    }
  }
  assertOwned(folder, account);
}
