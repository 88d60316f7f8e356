import { isIP } from 'node:net';
import { isAllowedAddress, isLoopback, type AddressRules } from './address-rules';

/** Why messages don't go to an address: a stable code. */
export type TargetRefusal = 'NOT_A_URL' | 'NOT_HTTPS' | 'HAS_USER_INFO' | 'HAS_FRAGMENT' | 'ADDRESS_REFUSED';

export type Target =
  | {
      readonly outcome: 'target';
      readonly url: URL;
      /** Without the brackets of an IPv6 address. */
      readonly host: string;
      /** The host is an address itself, that nobody has to look up. */
      readonly isLiteral: boolean;
    }
  | { readonly outcome: 'refused'; readonly code: TargetRefusal };

/**
 * Names that never mean a server of the internet (RFC 6761, RFC 6762, RFC 8375, and
 * what clouds and clusters use inside).
 */
const INTERNAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|localdomain|test|invalid)$/;

const LONGEST = 2_048;

/**
 * Reads where an endpoint is, and refuses what can be refused without looking its name up. Other writings of an address
 * (`0x7f.1`, `2130706433`) are read as browsers do, that is as the address which they mean. A name's addresses are
 * checked when it is connected to.
 */
export function readTarget(text: string, rules: AddressRules): Target {
  if (text.length > LONGEST || !URL.canParse(text)) return refusedAs('NOT_A_URL');
  const url = new URL(text);
  const { allowLoopback } = rules;
  if (url.protocol !== 'https:' && !(allowLoopback && url.protocol === 'http:')) return refusedAs('NOT_HTTPS');
  if (url.username !== '' || url.password !== '' || /^\w+:\/*[^/?#]*@/.test(text)) return refusedAs('HAS_USER_INFO');
  if (url.hash !== '' || text.includes('#')) return refusedAs('HAS_FRAGMENT');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const name = host.replace(/\.$/, '').toLowerCase();
  if (isIP(name) !== 0) {
    if (!isAllowedAddress(name, rules)) return refusedAs('ADDRESS_REFUSED');
    if (url.protocol === 'http:' && !isLoopback(name)) return refusedAs('NOT_HTTPS');
    return { outcome: 'target', url, host: name, isLiteral: true };
  }
  const isInternal = INTERNAL_NAME.test(name) || !name.includes('.');
  if (isInternal && !allowLoopback) return refusedAs('ADDRESS_REFUSED');
  return { outcome: 'target', url, host, isLiteral: false };
}

function refusedAs(code: TargetRefusal): Target {
  return { outcome: 'refused', code };
}
