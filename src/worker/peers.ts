import type { Database } from '../adapters/persistence/database';
import { openChannels } from '../adapters/refund/open-channels';
import { EnvironmentError } from '../config/environment-error';
import type { Settings } from '../config/settings';
import type { Peers } from './compose-activities';

/**
 * The systems outside that the worker calls, and the refund channels that the environment has credentials for.
 * @throws {EnvironmentError} naming every one that is not set, and every credential that is wrong.
 */
export function peersOf(
  { carrierUrl, shopUrl }: Settings,
  { db, env }: { readonly db: Database; readonly env: NodeJS.ProcessEnv },
): Omit<Peers, 'runs'> {
  const { channels, bad } = openChannels(env, db);
  if (bad.length > 0) throw new EnvironmentError(bad.flatMap(({ problems }) => problems));
  if (carrierUrl !== undefined && shopUrl !== undefined) return { channels, carrierUrl, shopUrl };
  const all = { RESCIND_CARRIER_URL: carrierUrl, RESCIND_SHOP_URL: shopUrl };
  const missing = Object.entries(all).filter(([, url]) => url === undefined);
  throw new EnvironmentError(missing.map(([name]) => ({ name, problem: 'is missing: the worker calls it' })));
}
