import { z } from 'zod';
import { EnvironmentError } from './environment-error';

/** Calls a minute of one caller, by who calls and what for. docs/security.md explains each. */
export const DEFAULT_RATES = {
  'service.read': 60_000,
  'service.write': 30_000,
  'person.read': 3_000,
  'person.write': 600,
  'customer.read': 300,
  'customer.write': 60,
  /** A provider's messages, from one address to one source. */
  webhook: 30_000,
  /** Attempts with a wrong key or link, and exchanges, from one address. */
  'sign-in': 120,
  /** Whatever else needs no key, from one address. */
  open: 1_200,
} as const;

export type RateClass = keyof typeof DEFAULT_RATES;
export type Rates = Readonly<Record<RateClass, number>>;

const CLASSES = Object.keys(DEFAULT_RATES) as RateClass[];
const RATE = /^([a-z.-]+)=([1-9]\d{0,6})$/;

const rates = z
  .string()
  .default('')
  .transform((text, context): Rates | undefined => {
    if (text === 'off') return undefined;
    const given = text.split(',').filter((part) => part.trim() !== '');
    const read = given.map((part): [string, number] => {
      const [, name = '', limit = ''] = RATE.exec(part.trim()) ?? [];
      return [name, Number(limit)];
    });
    if (read.some(([name]) => !(CLASSES as string[]).includes(name))) {
      context.addIssue(`must be off, or <class>=<calls a minute>, comma-separated, of ${CLASSES.join(', ')}`);
      return z.NEVER;
    }
    return { ...DEFAULT_RATES, ...Object.fromEntries(read) };
  });

/** What the flow itself says, nobody else may. */
const OWN = /^(response_type|response_mode|client_id|redirect_uri|scope|state|nonce|code_challenge(_method)?)$/;

const parameters = z
  .string()
  .default('')
  .transform((text, context): Readonly<Record<string, string>> => {
    const read = [...new URLSearchParams(text)];
    if (read.every(([name, value]) => name !== '' && value !== '' && !OWN.test(name))) return Object.fromEntries(read);
    context.addIssue(
      'must be as in an address, such as audience=https://api.example, and none that the sign-in sets itself',
    );
    return z.NEVER;
  });

const claim = z.string().min(1).max(200);

const environment = z.object({
  NODE_ENV: z.string().optional(),
  RESCIND_OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional(),
  RESCIND_OIDC_AUDIENCE: z.string().min(1).optional(),
  RESCIND_OIDC_ROLES_CLAIM: claim.default('roles'),
  RESCIND_OIDC_SHOP_CLAIM: claim.default('shop'),
  RESCIND_OIDC_MERCHANT_CLAIM: claim.default('merchant'),
  RESCIND_OIDC_CLIENT_ID: z.string().min(1).optional(),
  RESCIND_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  RESCIND_OIDC_SCOPES: z
    .string()
    .regex(/^(\S+ )*openid( \S+)*$/, 'must be scopes with a space between, openid among them')
    .default('openid'),
  RESCIND_OIDC_PARAMETERS: parameters,
  RESCIND_RATE_LIMITS: rates,
  RESCIND_TRUSTED_PROXIES: z.coerce.number('must be a number').int().min(0).max(10).default(0),
});

/** The identity provider of staff and merchants' people. */
export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly rolesClaim: string;
  readonly shopClaim: string;
  readonly merchantClaim: string;
  /** Left out: nobody signs in there from a page. */
  readonly client?: OidcClientSettings;
}

/** Rescind's pages as the provider's client. */
export interface OidcClientSettings {
  readonly clientId: string;
  /** Left out: a public client. */
  readonly clientSecret?: string;
  readonly scopes: string;
  /** Sent with the question, such as `audience` or `resource`. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface AccessSettings {
  /** Left out: nobody signs in there. */
  readonly oidc?: OidcSettings;
  /** Left out: calls are not counted. */
  readonly rates?: Rates;
  /** Proxies in front of the API whose word on the caller's address is taken. */
  readonly trustedProxies: number;
}

/**
 * Reads who is let in, and how often. An empty variable counts as unset.
 * @throws {EnvironmentError} with every bad variable at once.
 */
export function readAccessSettings(env: NodeJS.ProcessEnv): AccessSettings {
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map(({ path, message }) => ({ name: path.join('.'), problem: message })),
    );
  }
  const read = parsed.data;
  const oidc = oidcOf(read);
  return {
    ...(oidc === undefined ? {} : { oidc }),
    ...(read.RESCIND_RATE_LIMITS === undefined ? {} : { rates: read.RESCIND_RATE_LIMITS }),
    trustedProxies: read.RESCIND_TRUSTED_PROXIES,
  };
}

function oidcOf(read: z.infer<typeof environment>): OidcSettings | undefined {
  const { RESCIND_OIDC_ISSUER: issuer, RESCIND_OIDC_AUDIENCE: audience } = read;
  if (issuer === undefined && audience === undefined && read.RESCIND_OIDC_CLIENT_ID === undefined) return undefined;
  if (issuer === undefined) throw missing('RESCIND_OIDC_ISSUER');
  if (audience === undefined) throw missing('RESCIND_OIDC_AUDIENCE');
  if (read.NODE_ENV === 'production' && !issuer.startsWith('https:')) {
    throw new EnvironmentError([{ name: 'RESCIND_OIDC_ISSUER', problem: 'must be an https URL in production' }]);
  }
  return {
    issuer,
    audience,
    rolesClaim: read.RESCIND_OIDC_ROLES_CLAIM,
    shopClaim: read.RESCIND_OIDC_SHOP_CLAIM,
    merchantClaim: read.RESCIND_OIDC_MERCHANT_CLAIM,
    ...clientOf(read, audience),
  };
}

function clientOf(read: z.infer<typeof environment>, audience: string): Pick<OidcSettings, 'client'> {
  const { RESCIND_OIDC_CLIENT_ID: clientId, RESCIND_OIDC_CLIENT_SECRET: clientSecret } = read;
  if (clientId === undefined) {
    if (clientSecret !== undefined) throw missing('RESCIND_OIDC_CLIENT_ID');
    return {};
  }
  if (clientId === audience) {
    const problem = 'must not be RESCIND_OIDC_AUDIENCE: ID tokens would pass for access tokens';
    throw new EnvironmentError([{ name: 'RESCIND_OIDC_CLIENT_ID', problem }]);
  }
  const { RESCIND_OIDC_SCOPES: scopes, RESCIND_OIDC_PARAMETERS: asked } = read;
  return {
    client: { clientId, scopes, parameters: asked, ...(clientSecret === undefined ? {} : { clientSecret }) },
  };
}

function missing(name: string): EnvironmentError {
  return new EnvironmentError([{ name, problem: 'is missing' }]);
}
