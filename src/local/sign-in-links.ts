import { signLocalLink } from '../adapters/access/local-sign-in';
import { DEMO_MERCHANT, DEMO_SHOP } from '../config/demo-shop';
import { LINK_KEYS, readLinkKeys } from '../adapters/secrets/data-keys';
import type { Role } from '../domain/cancellation';

const ROLES: readonly Role[] = ['merchant', 'support', 'supervisor', 'operator', 'auditor'];

interface SignInPlace {
  /** Where browsers reach the pages. */
  readonly publicUrl: string;
  readonly linkKeys: string;
}

/** The address by which a browser of this machine becomes that role of the demo's shop, for a day; undefined where the keys can't be read. */
export function localSignInLink(role: Role, { publicUrl, linkKeys }: SignInPlace): string | undefined {
  const read = readLinkKeys({ [LINK_KEYS]: linkKeys });
  if (read.outcome !== 'read') return undefined;
  const merchant = role === 'merchant' ? { merchantId: DEMO_MERCHANT } : {};
  const token = signLocalLink(read.keys, { shopId: DEMO_SHOP, actor: { id: `local-${role}`, role }, ...merchant });
  return `${new URL('/open', publicUrl).href}#${token}`;
}

interface PrintedPlace extends SignInPlace {
  readonly apiUrl: string;
  /** The file with the key of a service of the shop's. */
  readonly keyFile: string;
}

/** A sign-in link for each role, to be printed: good for a day, on this machine only. Customers come by links to their orders. */
export function localSignInLines({ apiUrl, keyFile, ...place }: PrintedPlace): string[] {
  const links = ROLES.flatMap((role) => {
    const link = localSignInLink(role, place);
    return link === undefined ? [] : [`  Sign in as ${role.padEnd(10)}  ${link}`];
  });
  if (links.length === 0) return [];
  return [
    '',
    ...links,
    '  As the customer of an order: a service makes the link, whose address is in the answer',
    `    curl -X POST ${apiUrl}/v1/orders/<orderId>/links -H "Authorization: Bearer $(cat ${keyFile})" --json '{}'`,
    '',
  ];
}
