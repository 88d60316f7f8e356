import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { GuestCodes } from '../../ports/guest-codes';
import { LinkKeysMissing } from '../../ports/order-links';
import { insertGuestCode, takeTry, useGuestCode } from '../persistence/access/guest-codes';
import type { Database } from '../persistence/database';
import type { DataKeys } from '../secrets/data-keys';
import type { LinkParts } from './order-links';

const DIGITS = 6;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * Codes of six digits: so few that whoever had the hashes could try them all, so that a
 * key outside the database is in each.
 */
export function createGuestCodes(db: Database, { keys, clock }: LinkParts): GuestCodes {
  return {
    issue: async ({ shopId, orderId, matched }) => {
      if (keys === undefined) throw new LinkKeysMissing();
      const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
      const codeId = `gc_${randomBytes(12).toString('hex')}`;
      const salt = randomBytes(SALT_BYTES);
      const codeHash = hashOf(keys, { salt, codeId, code });
      const isIssued = await insertGuestCode(db, { shopId, orderId, codeId, matched, salt, codeHash, now: clock() });
      return isIssued ? code : undefined;
    },
    redeem: async ({ shopId, orderId, code }) => {
      if (keys === undefined) throw new LinkKeysMissing();
      const now = clock();
      const row = await takeTry(db, { shopId, orderId, now });
      const { salt, code_id: codeId, code_hash: kept } = row ?? NOBODYS;
      const isRight = timingSafeEqual(hashOf(keys, { salt, codeId, code }), kept);
      if (!isRight || !(await useGuestCode(db, { shopId, codeId, now }))) return undefined;
      return { shopId, orderId, actor: { id: codeId, role: 'customer' }, scopes: ['read', 'cancel'] };
    },
  };
}

/** Looked at where there is no code, so that it takes as long. */
const NOBODYS = { salt: Buffer.alloc(SALT_BYTES), code_id: 'gc_', code_hash: Buffer.alloc(HASH_BYTES) };

function hashOf(
  { current, keys }: DataKeys,
  { salt, codeId, code }: { readonly salt: Buffer; readonly codeId: string; readonly code: string },
): Buffer {
  const key = keys.get(current);
  if (key === undefined) throw new Error('The current key is not among the keys');
  return createHmac('sha256', key).update(salt).update(`${codeId}.${code}`).digest();
}
