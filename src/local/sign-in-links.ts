import { signLocalLink } from '../adapters/access/local-sign-in';
import { DEMO_SHOP } from '../config/demo-shop';
import { LINK_KEYS, readLinkKeys } from '../adapters/secrets/data-keys';
import type { Role } from '../domain/cancellation';

/** A merchant of the demo's. */
const MERCHANT = 'bookshop';

const ROLES: readonly Role[] = ['merchant', 'support', 'supervisor', 'operator', 'auditor'];

interface SignInPlace {
  readonly apiUrl: string;
  /** Where browsers reach the pages. */
  readonly publicUrl: string;
  readonly linkKeys: string;
  /** The file with the key of a service of the shop's. */
  readonly keyFile: string;
}

/** A sign-in link for each role, to be printed: good for a day, on this machine only. Customers come by links to their orders. */
export function localSignInLines({ apiUrl, publicUrl, linkKeys, keyFile }: SignInPlace): string[] {
  const read = readLinkKeys({ [LINK_KEYS]: linkKeys });
  if (read.outcome !== 'read') return [];
  const { keys } = read;
  const page = new URL('/open', publicUrl).href;
  const links = ROLES.map((role) => {
    const merchant = role === 'merchant' ? { merchantId: MERCHANT } : {};
    const token = signLocalLink(keys, { shopId: DEMO_SHOP, actor: { id: `local-${role}`, role }, ...merchant });
    return `  Sign in as ${role.padEnd(10)}  ${page}#${token}`;
  });
  return [
    '',
    ...links,
    '  As the customer of an order: a service makes the link, whose address is in the answer',
    `    curl -X POST ${apiUrl}/v1/orders/<orderId>/links -H "Authorization: Bearer $(cat ${keyFile})" --json '{}'`,
    '',
  ];
}
