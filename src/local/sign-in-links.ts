import { signLocalLink } from '../adapters/access/local-sign-in';
import { LINK_KEYS, readLinkKeys } from '../adapters/secrets/data-keys';
import type { Role } from '../domain/cancellation';

/** Of the shop with which a machine of one's own starts. */
const SHOP = 'demo';
const MERCHANT = 'm_1';

const ROLES: readonly Role[] = ['support', 'supervisor', 'operator', 'auditor', 'merchant'];

/** A sign-in link for each role, to be printed: good for a day, on this machine only. Customers come by links to their orders. */
export function localSignInLines(apiUrl: string, linkKeys: string): string[] {
  const read = readLinkKeys({ [LINK_KEYS]: linkKeys });
  if (read.outcome !== 'read') return [];
  const { keys } = read;
  return ROLES.map((role) => {
    const merchant = role === 'merchant' ? { merchantId: MERCHANT } : {};
    const token = signLocalLink(keys, { shopId: SHOP, actor: { id: `local-${role}`, role }, ...merchant });
    return `  Sign in as ${role.padEnd(10)}  ${apiUrl}/dev/sign-in?token=${token}`;
  });
}
