import { spawnSync } from 'node:child_process';
import { ourIds } from '../account-ids';

/** The account that PostgreSQL runs as. */
export interface Account {
  uid: number;
  gid: number;
  /** True when we are root and give its rights up: PostgreSQL refuses to run as root. */
  dropped: boolean;
}

const UNPRIVILEGED = 65_534;

/** Our own account, or the system's unprivileged one (uid 65534) when we are root. */
export function postgresAccount(): Account {
  const { uid, gid } = ourIds();
  return uid === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED, dropped: true } : { uid, gid, dropped: false };
}

/** The spawn options that switch to the account; none when it is ours already. */
export function runAs(account: Account): { uid?: number; gid?: number } {
  return account.dropped ? { uid: account.uid, gid: account.gid } : {};
}

/** Whether the account can reach a folder, found out by really trying: modes, access lists and mounts all count. */
export function canEnter(account: Account, folder: string): boolean {
  if (!account.dropped) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', ...runAs(account) }).status === 0;
}
