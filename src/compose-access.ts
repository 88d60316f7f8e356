import { createGuestCodes } from './adapters/access/guest-codes';
import { createIdentities } from './adapters/access/identities';
import { createLocalSignIn, localTokens } from './adapters/access/local-sign-in';
import { createMerchantLinks } from './adapters/access/merchant-links';
import { createSignInProvider } from './adapters/access/oidc/sign-in-provider';
import { createOrderLinks, customerTokens, type LinkParts } from './adapters/access/order-links';
import { createQuoteTokens } from './adapters/access/quote-tokens';
import { staffTokens } from './adapters/access/staff-tokens';
import { hasPart } from './adapters/persistence/access/has-part';
import { createRateLimits } from './adapters/persistence/access/rate-limits';
import { createSessions } from './adapters/persistence/access/sessions';
import { createApiKeyStore } from './adapters/persistence/api-keys';
import { createCallAnswers } from './adapters/persistence/idempotency/call-answers';
import type { Database } from './adapters/persistence/database';
import { createSealer } from './adapters/secrets/sealer';
import { derivedKeys } from './adapters/secrets/derived-keys';
import { DATA_KEYS, LINK_KEYS, readDataKeys, readLinkKeys, type ReadDataKeys } from './adapters/secrets/data-keys';
import type { ApiParts } from './api/api-parts';
import { type AccessSettings, readAccessSettings } from './config/access-settings';
import type { BadVariable } from './config/environment-error';
import type { Settings } from './config/settings';
import type { Identities } from './ports/identities';
import type { SignInProvider } from './ports/sign-in-provider';

type AccessParts = Pick<
  ApiParts,
  | 'identities'
  | 'ownership'
  | 'links'
  | 'callAnswers'
  | 'quoteTokens'
  | 'rateLimits'
  | 'rates'
  | 'localSignIn'
  | 'trustedProxies'
  | 'publicUrl'
  | 'merchantLinks'
  | 'sessions'
  | 'guestCodes'
  | 'signInProvider'
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
  const staff = access.oidc === undefined ? undefined : staffTokens(access.oidc);
  const signIn = signInOf(access, staff, signed);
  return {
    identities: createIdentities({
      apiKeys: createApiKeyStore(db),
      customers: customerTokens(db, signed),
      ...(localKeys === undefined ? {} : { local: localTokens(localKeys, clock) }),
      ...(staff === undefined ? {} : { staff }),
    }),
    ownership: { hasPart: (ref) => hasPart(db, ref) },
    links: createOrderLinks(db, signed),
    merchantLinks: createMerchantLinks(db, signed),
    sessions: createSessions(db, clock),
    guestCodes: createGuestCodes(db, signed),
    ...(signIn === undefined ? {} : { signInProvider: signIn }),
    quoteTokens: createQuoteTokens(signed),
    // What is secret in an answer was signed with these keys.
    callAnswers: createCallAnswers(db, {
      sealer: linkKeys === undefined ? undefined : createSealer(derivedKeys(linkKeys, 'call answers')),
    }),
    rateLimits: createRateLimits(db),
    ...(access.rates === undefined ? {} : { rates: access.rates }),
    ...(localKeys === undefined ? {} : { localSignIn: createLocalSignIn(localKeys, clock) }),
    trustedProxies: access.trustedProxies,
    publicUrl: settings.publicUrl,
  };
}

function signInOf(
  { oidc }: AccessSettings,
  staff: Identities | undefined,
  signed: LinkParts,
): SignInProvider | undefined {
  if (oidc?.client === undefined || staff === undefined) return undefined;
  return createSignInProvider({ issuer: oidc.issuer, ...oidc.client }, { ...signed, staff });
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
