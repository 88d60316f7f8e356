import ipaddr from 'ipaddr.js';

/** `allowLoopback`: for developing on one machine, where the shop's server is on it too. */
export interface AddressRules {
  readonly allowLoopback: boolean;
}

/** Addresses in public ranges behind which clouds keep what is theirs: Azure's platform, and its metadata. */
const NOT_PUBLIC = new Set(['168.63.129.16']);

/** All of IPv6 that is given to networks of the internet (IANA, IPv6 Global Unicast Address Assignments). */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * May a message go to this address? Only to the public internet: not to loopback, private, link-local, shared, unique
 * local, multicast or reserved addresses (IANA special-purpose registries), nor to IPv4 addresses wrapped in IPv6
 * (mapped, NAT64, 6to4, Teredo). What is no address in its usual writing is refused.
 */
export function isAllowedAddress(address: string, { allowLoopback }: AddressRules): boolean {
  if (isLoopback(address)) return allowLoopback;
  if (address.includes('%')) return false;
  const parsed = parse(address);
  if (parsed?.range() !== 'unicast') return false;
  if (parsed.kind() === 'ipv6') return parsed.match(GLOBAL_IPV6);
  return !NOT_PUBLIC.has(parsed.toString());
}

/** 127.0.0.0/8 and ::1, and nothing that only leads there. */
export function isLoopback(address: string): boolean {
  return parse(address)?.range() === 'loopback';
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const isFourParts = ipaddr.IPv4.isValidFourPartDecimal(address);
  return isFourParts || ipaddr.IPv6.isValid(address) ? ipaddr.parse(address) : undefined;
}
