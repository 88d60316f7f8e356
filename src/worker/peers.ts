import { EnvironmentError } from '../config/environment-error';
import type { Settings } from '../config/settings';
import type { Peers } from './compose-activities';

/**
 * The systems outside that the worker calls.
 * @throws {EnvironmentError} naming every one that is not set.
 */
export function peersOf({ paymentsUrl, carrierUrl, shopUrl }: Settings): Peers {
  if (paymentsUrl !== undefined && carrierUrl !== undefined && shopUrl !== undefined) {
    return { paymentsUrl, carrierUrl, shopUrl };
  }
  const all = { RESCIND_PAYMENTS_URL: paymentsUrl, RESCIND_CARRIER_URL: carrierUrl, RESCIND_SHOP_URL: shopUrl };
  const missing = Object.entries(all).filter(([, url]) => url === undefined);
  throw new EnvironmentError(missing.map(([name]) => ({ name, problem: 'is missing: the worker calls it' })));
}
