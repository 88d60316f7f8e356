import { hkdfSync } from 'node:crypto';
import type { DataKeys } from './data-keys';

const KEY_BYTES = 32;

/**
 * Keys of their own for another purpose (HKDF-SHA256, RFC 5869), under the same ids:
 * one key is never used for two things.
 */
export function derivedKeys({ current, keys }: DataKeys, purpose: string): DataKeys {
  const derived = [...keys].map(([id, key]): [string, Buffer] => [
    id,
    Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `rescind ${purpose}`, KEY_BYTES)),
  ]);
  return { current, keys: new Map(derived) };
}
