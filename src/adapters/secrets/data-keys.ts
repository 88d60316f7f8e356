import { readFileSync } from 'node:fs';

/** Keys by their ids: the current one seals or signs, all of them open or check. */
export interface DataKeys {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

export type ReadDataKeys =
  | { readonly outcome: 'read'; readonly keys: DataKeys }
  | { readonly outcome: 'none' }
  /** Never a key itself. */
  | { readonly outcome: 'bad'; readonly problem: { readonly name: string; readonly problem: string } };

export const DATA_KEYS = 'RESCIND_DATA_KEYS';

/** Keys that sign links and tokens, written as those that seal personal data are. */
export const LINK_KEYS = 'RESCIND_LINK_KEYS';

const KEY_BYTES = 32;
const ENTRY = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/**
 * Reads RESCIND_DATA_KEYS, or the file that RESCIND_DATA_KEYS_FILE names: `<key id>:<32 bytes in
 * base64>`, comma-separated, the current one first. To rotate, put a new one in front and keep the old
 * ones, which still open what they have sealed.
 */
export function readDataKeys(env: Environment): ReadDataKeys {
  return readKeys(env, DATA_KEYS);
}

/**
 * Reads RESCIND_LINK_KEYS, or the file that RESCIND_LINK_KEYS_FILE names, the same way: old
 * ones still check what they have signed.
 */
export function readLinkKeys(env: Environment): ReadDataKeys {
  return readKeys(env, LINK_KEYS);
}

type Environment = Readonly<Record<string, string | undefined>>;

function readKeys(env: Environment, name: string): ReadDataKeys {
  const file = env[`${name}_FILE`];
  const text = file === undefined || file === '' ? env[name] : readText(file);
  if (text === null) return bad(`${name}_FILE`, 'names a file that can’t be read');
  if (text === undefined || text.trim() === '') return { outcome: 'none' };
  const entries = text.split(',').map((entry) => ENTRY.exec(entry.trim()));
  const keys = new Map<string, Buffer>();
  for (const [index, entry] of entries.entries()) {
    const [, id, base64] = entry ?? [];
    if (id === undefined || base64 === undefined) {
      return bad(name, `has an entry, number ${index + 1}, that is not <key id>:<${KEY_BYTES} bytes in base64>`);
    }
    if (keys.has(id)) return bad(name, `has the key id ${id} twice`);
    keys.set(id, Buffer.from(base64, 'base64'));
  }
  const [current = ''] = keys.keys();
  return { outcome: 'read', keys: { current, keys } };
}

function bad(name: string, problem: string): ReadDataKeys {
  return { outcome: 'bad', problem: { name, problem } };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
