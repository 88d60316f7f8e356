import { randomBytes } from 'node:crypto';
import { refused } from '../../domain/refusals';
import type { KeyIdentity, Scope } from '../../ports/api-key-store';
import type { Identities } from '../../ports/identities';
import { LinkKeysMissing, type LinkPurpose, type OrderLink, type OrderLinks } from '../../ports/order-links';
import { insertLink, isLinkLive, revokeLink } from '../persistence/access/order-links';
import type { Database } from '../persistence/database';
import type { DataKeys } from '../secrets/data-keys';
import { readLink, signLink } from './link-token';

/** A page that was left open may go on for so long; after that the link is exchanged again. */
const TOKEN_MS = 3_600_000;

const SCOPES_OF: Readonly<Record<LinkPurpose, readonly Scope[]>> = { MANAGE: ['read', 'cancel'], FOLLOW: ['read'] };

export interface LinkParts {
  /** Undefined where none are set. */
  readonly keys: DataKeys | undefined;
  readonly clock: () => Date;
}

/** Signed links to one order each: what they are bound to is in them, whether they were revoked is in the database. */
export function createOrderLinks(db: Database, { keys, clock }: LinkParts): OrderLinks {
  return {
    create: async (wanted) => {
      if (keys === undefined) throw new LinkKeysMissing();
      const { createdBy, ...bound } = wanted;
      const link = { ...bound, linkId: `ln_${randomBytes(12).toString('hex')}`, role: 'customer' } as const;
      const isThere = await insertLink(db, { ...link, createdBy });
      return isThere ? { outcome: 'created', link, token: signLink(keys, 'rl_', link) } : refused('ORDER_NOT_FOUND');
    },
    revoke: (ref) => revokeLink(db, ref),
    exchange: async (text) => {
      if (keys === undefined) throw new LinkKeysMissing();
      const now = clock();
      const read = readLink(keys, 'rl_', { text, now });
      if (read.outcome !== 'read') return read;
      const { link } = read;
      if (!(await isLinkLive(db, link))) return { outcome: 'expired' };
      const expiresAt = new Date(Math.min(now.getTime() + TOKEN_MS, link.expiresAt.getTime()));
      const token = signLink(keys, 'rt_', { ...link, expiresAt });
      return { outcome: 'exchanged', token, expiresAt, link, identity: identityOf(link) };
    },
  };
}

/** Customers by the token that their link was exchanged for. It ends when the link is revoked. */
export function customerTokens(db: Database, { keys, clock }: LinkParts): Identities {
  return {
    identify: async (text) => {
      if (keys === undefined) return undefined;
      const read = readLink(keys, 'rt_', { text, now: clock() });
      if (read.outcome !== 'read' || !(await isLinkLive(db, read.link))) return undefined;
      return identityOf(read.link);
    },
  };
}

function identityOf({ shopId, orderId, linkId, role, purpose }: OrderLink): KeyIdentity {
  return { shopId, orderId, actor: { id: linkId, role }, scopes: SCOPES_OF[purpose] };
}
