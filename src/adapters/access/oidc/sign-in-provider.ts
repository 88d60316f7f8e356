import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Identities, SignInUnavailable } from '../../../ports/identities';
import { LinkKeysMissing } from '../../../ports/order-links';
import type { SignInProvider, SignInResult } from '../../../ports/sign-in-provider';
import type { DataKeys } from '../../secrets/data-keys';
import { actorIdOf } from '../actor-id';
import { readToken, signToken } from '../signed-token';
import { subjectOf } from './id-token';
import { describedProvider, type ProviderDescription, type ProviderOptions } from './provider-description';
import { type OidcClient, requestTokens } from './token-request';

/** Somebody who must first find a second factor may take so long. */
const KEPT_MS = 10 * 60_000;

export interface SignInProviderOptions extends ProviderOptions, OidcClient {
  readonly scopes: string;
  /** What the provider wants to know besides: `audience` or, by RFC 8707, `resource`. */
  readonly parameters: Readonly<Record<string, string>>;
}

interface Parts {
  /** Undefined where none are set. */
  readonly keys: DataKeys | undefined;
  readonly clock: () => Date;
  /** Who somebody is, its access token says, as for every caller with one. */
  readonly staff: Identities;
}

interface CodeExchange {
  readonly asked: Readonly<Record<string, string>>;
  readonly nonce: string;
}

type Came =
  | { readonly outcome: 'came'; readonly subject: string; readonly accessToken: string }
  | Extract<SignInResult, { outcome: 'failed' }>;

const claims = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), back: z.string() });

/**
 * Sign-in by the authorization code flow with PKCE (RFC 7636), state and nonce: all three are kept, signed, in a cookie
 * of the browser that began it.
 */
export function createSignInProvider(options: SignInProviderOptions, parts: Parts): SignInProvider {
  const provider = describedProvider(options);
  const { clientId } = options;
  const { resource } = options.parameters;
  const fetchTokens = async (described: ProviderDescription, { asked, nonce }: CodeExchange): Promise<Came> => {
    const parameters = { ...asked, ...(resource === undefined ? {} : { resource }) };
    const tokens = await requestTokens(described, options, parameters);
    if (tokens === undefined) return { outcome: 'failed', why: 'REFUSED' };
    const subject = await subjectOf(described, tokens.id_token, { clientId, nonce });
    if (subject === undefined) return { outcome: 'failed', why: 'TOKEN' };
    return { outcome: 'came', subject, accessToken: tokens.access_token };
  };
  const reach = <T>(act: Promise<T>): Promise<T> =>
    act.catch((cause: unknown) => {
      throw cause instanceof SignInUnavailable ? cause : new SignInUnavailable({ cause });
    });
  return {
    begin: async ({ redirectUri, returnTo }) => {
      if (parts.keys === undefined) throw new LinkKeysMissing();
      const { authorization_endpoint: endpoint } = await reach(provider());
      if (endpoint === undefined)
        throw new SignInUnavailable({ cause: new Error('There is no authorization endpoint') });
      const once = { state: random(), nonce: random(), verifier: random() };
      const location = new URL(endpoint);
      const asked = {
        ...options.parameters,
        ...{ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope: options.scopes },
        ...{ state: once.state, nonce: once.nonce },
        ...{ code_challenge: challengeOf(once.verifier), code_challenge_method: 'S256' },
      };
      for (const [name, value] of Object.entries(asked)) location.searchParams.set(name, value);
      const expiresAt = new Date(parts.clock().getTime() + KEPT_MS);
      const kept = signToken(parts.keys, { kind: 'ro_', claims: { ...once, back: returnTo }, expiresAt });
      return { location: location.href, kept };
    },
    complete: async ({ answer, kept, redirectUri }): Promise<SignInResult> => {
      if (parts.keys === undefined) throw new LinkKeysMissing();
      const read = readToken(parts.keys, 'ro_', { text: kept, now: parts.clock() });
      if (read.outcome !== 'read') return { outcome: 'failed', why: 'STATE' };
      const begun = claims.parse(read.claims);
      // RFC 9207: an answer that names another issuer is not to this question.
      const isOurs = isSame(answer.state ?? '', begun.state) && (answer.iss ?? options.issuer) === options.issuer;
      if (!isOurs) return { outcome: 'failed', why: 'STATE' };
      if (answer.code === undefined) return { outcome: 'failed', why: 'REFUSED' };
      const asked = { code: answer.code, redirect_uri: redirectUri, code_verifier: begun.verifier };
      const came = await reach(provider().then((described) => fetchTokens(described, { asked, nonce: begun.nonce })));
      if (came.outcome !== 'came') return came;
      const identity = await parts.staff.identify(came.accessToken);
      if (identity === undefined) return { outcome: 'no role' };
      // One person's access token with another's ID token is nobody's sign-in.
      if (identity.actor.id !== actorIdOf(came.subject)) return { outcome: 'failed', why: 'TOKEN' };
      return { outcome: 'signed-in', identity, returnTo: begun.back };
    },
  };
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function isSame(given: string, kept: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(kept));
}
