import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { refused } from '../../domain/refusals';
import type { MerchantLinks } from '../../ports/merchant-links';
import { LinkKeysMissing } from '../../ports/order-links';
import {
  hasCancellation,
  insertMerchantLink,
  readMerchantLink,
  revokeMerchantLink,
} from '../persistence/access/merchant-links';
import type { Database } from '../persistence/database';
import type { LinkParts } from './order-links';
import { readToken, signToken } from './signed-token';

const claims = z.object({ id: z.string(), shop: z.string(), cancellation: z.string(), merchant: z.string() });

/** No deadline is moved further than this, days: beyond it a token is worth nothing, whatever the database says. */
const LONGEST_DAYS = 180;

/**
 * Signed links to a merchant's part of one cancellation: until when they work, the
 * part's deadline says, which may be moved.
 */
export function createMerchantLinks(db: Database, { keys, clock }: LinkParts): MerchantLinks {
  return {
    create: async (wanted) => {
      if (keys === undefined) throw new LinkKeysMissing();
      const linkId = `lm_${randomBytes(12).toString('hex')}`;
      const now = clock();
      const expiresAt = await insertMerchantLink(db, { ...wanted, linkId, now });
      if (expiresAt === undefined) {
        const isThere = await hasCancellation(db, wanted);
        return isThere ? refused('MERCHANT_NOT_ASKED', { field: 'merchantId' }) : refused('CANCELLATION_NOT_FOUND');
      }
      const { shopId, cancellationId, merchantId } = wanted;
      const token = signToken(keys, {
        kind: 'rm_',
        claims: { id: linkId, shop: shopId, cancellation: cancellationId, merchant: merchantId },
        expiresAt: new Date(expiresAt.getTime() + LONGEST_DAYS * 86_400_000),
      });
      return { outcome: 'created', linkId, token, expiresAt };
    },
    revoke: (ref) => revokeMerchantLink(db, ref),
    open: async (text) => {
      if (keys === undefined) throw new LinkKeysMissing();
      const now = clock();
      const read = readToken(keys, 'rm_', { text, now });
      if (read.outcome !== 'read') return read;
      const {
        id: linkId,
        shop: shopId,
        cancellation: cancellationId,
        merchant: merchantId,
      } = claims.parse(read.claims);
      const link = await readMerchantLink(db, { shopId, linkId, cancellationId, merchantId });
      if (link === undefined || link.expiresAt <= now) return { outcome: 'expired' };
      const actor = { id: linkId, role: 'merchant' } as const;
      return {
        ...{ outcome: 'opened', linkId, expiresAt: link.expiresAt, purpose: link.isDecided ? 'FOLLOW' : 'DECIDE' },
        identity: {
          ...{ shopId, actor, merchantId, cancellationId },
          // To cancel, no merchant may; what it shows for its decision has that scope too.
          scopes: link.isDecided ? ['read'] : ['read', 'decide', 'cancel'],
        },
      };
    },
  };
}
