import { z } from 'zod';
import { ROLES } from '../../domain/cancellation';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { Identities } from '../../ports/identities';
import type { LocalSignIn } from '../../ports/local-sign-in';
import type { DataKeys } from '../secrets/data-keys';
import { readToken, signToken, type TokenKind } from './signed-token';

/** A day's work. */
const SESSION_MS = 8 * 3_600_000;
/** A link that was printed yesterday still works, one of last week does not. */
const LINK_MS = 24 * 3_600_000;

const claims = z.object({
  shop: z.string(),
  actor: z.string(),
  role: z.enum(ROLES),
  merchant: z.string().optional(),
});

/** Signs a link's token for one role on a machine of one's own. Whoever has it is that role: never in production. */
export function signLocalLink(keys: DataKeys, identity: KeyIdentity, now = new Date()): string {
  return sign(keys, 'rd_', { identity, expiresAt: new Date(now.getTime() + LINK_MS) });
}

/** What `npm start`'s sign-in links lead to: never composed in production. */
export function createLocalSignIn(keys: DataKeys, clock: () => Date): LocalSignIn {
  return {
    read: (text) => read(keys, 'rd_', { text, now: clock() }),
    signIn: (text) => {
      const identity = read(keys, 'rd_', { text, now: clock() });
      if (identity === undefined) return undefined;
      const expiresAt = new Date(clock().getTime() + SESSION_MS);
      return { identity, expiresAt, token: sign(keys, 'rs_', { identity, expiresAt }) };
    },
  };
}

/** Those who signed in by such a link. */
export function localTokens(keys: DataKeys, clock: () => Date): Identities {
  return { identify: (text) => Promise.resolve(read(keys, 'rs_', { text, now: clock() })) };
}

function sign(keys: DataKeys, kind: TokenKind, what: { identity: KeyIdentity; expiresAt: Date }): string {
  const { shopId, actor, merchantId } = what.identity;
  const content = { shop: shopId, actor: actor.id, role: actor.role, merchant: merchantId };
  return signToken(keys, { kind, claims: content, expiresAt: what.expiresAt });
}

function read(keys: DataKeys, kind: TokenKind, given: { text: string; now: Date }): KeyIdentity | undefined {
  const token = readToken(keys, kind, given);
  if (token.outcome !== 'read') return undefined;
  const { shop, actor, role, merchant } = claims.parse(token.claims);
  return { shopId: shop, actor: { id: actor, role }, ...(merchant === undefined ? {} : { merchantId: merchant }) };
}
