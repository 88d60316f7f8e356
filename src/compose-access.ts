import { createIdentities } from './adapters/access/identities';
import { createLocalSignIn, localTokens } from './adapters/access/local-sign-in';
import { createOrderLinks, customerTokens } from './adapters/access/order-links';
import { staffTokens } from './adapters/access/staff-tokens';
import { hasPart } from './adapters/persistence/access/has-part';
import { createRateLimits } from './adapters/persistence/access/rate-limits';
import { createApiKeyStore } from './adapters/persistence/api-keys';
import type { Database } from './adapters/persistence/database';
import { DATA_KEYS, LINK_KEYS, readDataKeys, readLinkKeys, type ReadDataKeys } from './adapters/secrets/data-keys';
import type { ApiParts } from './api/api-parts';
import { readAccessSettings } from './config/access-settings';
import type { BadVariable } from './config/environment-error';
import type { Settings } from './config/settings';

type AccessParts = Pick<
  ApiParts,
  'identities' | 'ownership' | 'links' | 'rateLimits' | 'rates' | 'localSignIn' | 'trustedProxies' | 'publicUrl'
>;

/**
 * Who is let in, by what, how often, and to what.
 * @throws {EnvironmentError} where the identity provider's or the limits' variables are wrong.
 */
export function composeAccess(db: Database, settings: Settings, env: NodeJS.ProcessEnv): AccessParts {
  const access = readAccessSettings(env);
  const read = readLinkKeys(env);
  const linkKeys = read.outcome === 'read' ? read.keys : undefined;
  const clock = () => new Date();
  const signed = { keys: linkKeys, clock };
  // Who holds a printed link is whoever it names: in production there is no such thing.
  const localKeys = settings.production ? undefined : linkKeys;
  return {
    identities: createIdentities({
      apiKeys: createApiKeyStore(db),
      customers: customerTokens(db, signed),
      ...(localKeys === undefined ? {} : { local: localTokens(localKeys, clock) }),
      ...(access.oidc === undefined ? {} : { staff: staffTokens(access.oidc) }),
    }),
    ownership: { hasPart: (ref) => hasPart(db, ref) },
    links: createOrderLinks(db, signed),
    rateLimits: createRateLimits(db),
    ...(access.rates === undefined ? {} : { rates: access.rates }),
    ...(localKeys === undefined ? {} : { localSignIn: createLocalSignIn(localKeys, clock) }),
    trustedProxies: access.trustedProxies,
    publicUrl: settings.publicUrl,
  };
}

/** What is wrong with the keys that seal and sign, or missing in production, which has no default for them. */
export function keyProblems(env: NodeJS.ProcessEnv, settings: Settings): BadVariable[] {
  return [...problemsOf(readDataKeys(env), DATA_KEYS, settings), ...problemsOf(readLinkKeys(env), LINK_KEYS, settings)];
}

/** Keys that are wrong, or that production may not be without. */
function problemsOf(read: ReadDataKeys, name: string, { production }: Settings): BadVariable[] {
  if (read.outcome === 'bad') return [read.problem];
  const isMissing = read.outcome === 'none' && production;
  return isMissing ? [{ name, problem: 'is missing: production has no default for it (docs/security.md)' }] : [];
}
