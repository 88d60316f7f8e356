import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DataKeys } from './data-keys';

/** Seals what only its reader may see, bound to the place where it is kept: moved elsewhere, it does not open. */
export interface Sealer {
  readonly seal: (plain: Buffer, place: readonly string[]) => Buffer;
  /** @throws Error that names neither key nor content: sealed by an unknown key, elsewhere, or changed since. */
  readonly open: (sealed: Buffer, place: readonly string[]) => Buffer;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHM = 'aes-256-gcm';

/**
 * AES-256-GCM. Sealed: version, length of the key id, key id, nonce, tag, ciphertext; version, key id
 * and place are authenticated with it.
 */
export function createSealer({ current, keys }: DataKeys): Sealer {
  return {
    seal: (plain, place) => {
      const key = keys.get(current);
      if (key === undefined) throw new Error('The current data key is not there');
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(current, place));
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      const id = Buffer.from(current, 'ascii');
      return Buffer.concat([Buffer.from([VERSION, id.length]), id, nonce, cipher.getAuthTag(), text]);
    },
    open: (sealed, place) => {
      const { keyId, nonce, tag, text } = partsOf(sealed);
      const key = keys.get(keyId);
      if (key === undefined)
        throw new Error('Sealed data has no key that is known: keep old keys in RESCIND_DATA_KEYS');
      const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(keyId, place));
      decipher.setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(text), decipher.final()]);
      } catch {
        throw new Error('Sealed data can’t be opened: it was changed, or does not belong here');
      }
    },
  };
}

function boundTo(keyId: string, place: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([VERSION, keyId, ...place]), 'utf8');
}

function partsOf(sealed: Buffer): { keyId: string; nonce: Buffer; tag: Buffer; text: Buffer } {
  const [version, idLength = 0] = sealed;
  const start = 2 + idLength;
  const end = start + NONCE_BYTES + TAG_BYTES;
  if (version !== VERSION || sealed.length < end) throw new Error('Sealed data is not of a form that is known');
  return {
    keyId: sealed.subarray(2, start).toString('ascii'),
    nonce: sealed.subarray(start, start + NONCE_BYTES),
    tag: sealed.subarray(start + NONCE_BYTES, end),
    text: sealed.subarray(end),
  };
}
