import { z } from 'zod';
import { LINK_PURPOSES, type OrderLink } from '../../ports/order-links';
import type { DataKeys } from '../secrets/data-keys';
import { readToken, signToken } from './signed-token';

const claims = z.object({
  id: z.string(),
  shop: z.string(),
  order: z.string(),
  role: z.literal('customer'),
  purpose: z.enum(LINK_PURPOSES),
});

/** `rl_`: a link that is sent. `rt_`: the short-lived bearer token that it is exchanged for. */
export type LinkTokenKind = 'rl_' | 'rt_';

export type ReadLink =
  { readonly outcome: 'read'; readonly link: OrderLink } | { readonly outcome: 'invalid' | 'expired' };

/** Signs what a link is bound to: shop, order, role and purpose. */
export function signLink(keys: DataKeys, kind: LinkTokenKind, link: OrderLink): string {
  const { linkId, shopId, orderId, role, purpose, expiresAt } = link;
  return signToken(keys, { kind, claims: { id: linkId, shop: shopId, order: orderId, role, purpose }, expiresAt });
}

/** Reads what a link or its token is bound to; whether it was revoked, the database knows. */
export function readLink(keys: DataKeys, kind: LinkTokenKind, given: { text: string; now: Date }): ReadLink {
  const read = readToken(keys, kind, given);
  if (read.outcome !== 'read') return { outcome: read.outcome };
  const { id, shop, order, role, purpose } = claims.parse(read.claims);
  return {
    outcome: 'read',
    link: { linkId: id, shopId: shop, orderId: order, role, purpose, expiresAt: read.expiresAt },
  };
}
