import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Looks a name up: all its addresses. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

/** The system's resolver: the hosts file, then DNS. */
export const resolveBySystem: Resolve = (name) =>
  new Promise((resolve, reject) => {
    lookup(name, { all: true, order: 'verbatim' }, (fault, addresses) => {
      if (fault === null) resolve(addresses);
      else reject(fault);
    });
  });

/** A name led where messages don't go. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';

  constructor() {
    super('The name leads to an address that messages are not sent to');
  }
}

/**
 * A lookup for a socket, which then connects to the very address that was checked. One address that is not allowed
 * refuses all of them: which one is taken is not ours to say.
 */
export function checkedLookup(resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  return (name, { all }, callback) => {
    resolve(name).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(({ address }) => isAllowed(address))) {
          callback(new AddressRefused(), '', 0);
        } else if (all === true) {
          callback(null, [...addresses]);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (fault: unknown) => callback(fault as NodeJS.ErrnoException, '', 0),
    );
  };
}
