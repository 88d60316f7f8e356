import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DataKeys } from './data-keys';
import { derivedKeys } from './derived-keys';

/** Tells whether two texts are the same without keeping either, bound to the place where the hash is kept. */
export interface KeyedHash {
  /** `<key id>:<HMAC-SHA256 in hex>`, by the current key. */
  readonly of: (text: string, place: readonly string[]) => string;
  /** False too where the hash's key is not known any more. */
  readonly matches: (hash: string, text: string, place: readonly string[]) => boolean;
}

/** Makes one with keys of its own, derived from these: what compares can't open what is sealed. */
export function createKeyedHash(dataKeys: DataKeys): KeyedHash {
  const { current, keys } = derivedKeys(dataKeys, 'keyed hash');
  const macBy = (keyId: string, text: string, place: readonly string[]) => {
    const key = keys.get(keyId);
    return key === undefined
      ? undefined
      : createHmac('sha256', key)
          .update(JSON.stringify([...place, text]))
          .digest();
  };
  return {
    of: (text, place) => `${current}:${macBy(current, text, place)?.toString('hex') ?? ''}`,
    matches: (hash, text, place) => {
      const [keyId = '', hex = ''] = hash.split(':');
      const mac = macBy(keyId, text, place);
      const known = Buffer.from(hex, 'hex');
      return mac?.length === known.length && timingSafeEqual(known, mac);
    },
  };
}
