import { readFileSync } from 'node:fs';

/** Keys that seal personal data, by their ids: the current one seals, all of them open. */
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

const KEY_BYTES = 32;
const ENTRY = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/**
 * Reads RESCIND_DATA_KEYS, or the file that RESCIND_DATA_KEYS_FILE names: `<key id>:<32 bytes in base64>`, comma-separated, the current one
 * first. To rotate, put a new one in front and keep the old ones, which still open what they have sealed.
 */
export function readDataKeys(env: Readonly<Record<string, string | undefined>>): ReadDataKeys {
  const file = env[`${DATA_KEYS}_FILE`];
  const text = file === undefined || file === '' ? env[DATA_KEYS] : readText(file);
  if (text === null) return bad(`${DATA_KEYS}_FILE`, 'names a file that can’t be read');
  if (text === undefined || text.trim() === '') return { outcome: 'none' };
  const entries = text.split(',').map((entry) => ENTRY.exec(entry.trim()));
  const keys = new Map<string, Buffer>();
  for (const [index, entry] of entries.entries()) {
    const [, id, base64] = entry ?? [];
    if (id === undefined || base64 === undefined) {
      return bad(DATA_KEYS, `has an entry, number ${index + 1}, that is not <key id>:<${KEY_BYTES} bytes in base64>`);
    }
    if (keys.has(id)) return bad(DATA_KEYS, `has the key id ${id} twice`);
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
