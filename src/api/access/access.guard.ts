import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { RateClass } from '../../config/access-settings';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import { SignInUnavailable } from '../../ports/identities';
import { API_PARTS, type ApiParts } from '../api-parts';
import { Problem, problemOf } from '../problem/problem';
import { cookieOf, demandCsrfToken, SESSION_COOKIE } from './browser-request';
import { whyNotOwn } from './own-object';
import { type Action, mayDo, permissionOf } from './permissions';
import { addressOf, rateClassOf } from './rate-classes';

/** Where a route's row is kept. */
export const ROW = 'rescind:row';

/** A route's row in the table of permissions, or that it is open to everybody, and how its calls are counted then. */
export type RouteRow =
  { readonly action: Action } | { readonly open: Extract<RateClass, 'open' | 'sign-in' | 'webhook'> | 'uncounted' };

const SIGN_IN_RETRY_MS = 2_000;

/**
 * Open to everybody: health, documentation, and what carries a signature of its own. Calls of
 * an address are counted in this class.
 */
export const Open = (open: Extract<RouteRow, { open: unknown }>['open'] = 'open') =>
  SetMetadata(ROW, { open } satisfies RouteRow);

/** What a route does: only roles that may do it come through. */
export const Does = (action: Action) => SetMetadata(ROW, { action } satisfies RouteRow);

type WithIdentity = Request & { identity?: KeyIdentity };

/** Whose key or token the request carries. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): KeyIdentity => {
  const { identity } = context.switchToHttp().getRequest<WithIdentity>();
  if (identity === undefined) throw new Problem('UNAUTHENTICATED');
  return identity;
});

/**
 * Lets a request in by its bearer or its browser's session, and tells the route whose it is: who calls, how often,
 * whether its role and its key may, and whether what it asks about is its own. A route without a row is closed.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const row = this.reflector.get<RouteRow | undefined>(ROW, context.getHandler());
    const request = context.switchToHttp().getRequest<WithIdentity>();
    if (row === undefined) throw new Problem('ROUTE_NOT_FOUND');
    if ('open' in row) {
      if (row.open !== 'uncounted') await this.count(row.open, `${request.path}/${addressOf(request.ip)}`);
      return true;
    }
    const identity = await this.identify(request);
    const { shopId, actor, scopes } = identity;
    const { scope } = permissionOf(row.action);
    await this.count(rateClassOf(actor.role, scope === 'read'), `${shopId}/${actor.role}/${actor.id}`);
    if (!mayDo(actor.role, row.action)) throw problemOf(refused('ROLE_NOT_ALLOWED', { role: actor.role }));
    if (scopes?.includes(scope) === false) throw new Problem('SCOPE_MISSING', { details: { scope } });
    const problem = await whyNotOwn(this.parts, identity, { params: request.params, body: request.body });
    if (problem !== undefined) throw problem;
    request.identity = identity;
    return true;
  }

  private async identify(request: Request): Promise<KeyIdentity> {
    const [, bearer] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const identity = bearer === undefined ? await this.identityBehind(request) : await this.identityOf(bearer);
    if (identity !== undefined) return identity;
    await this.count('sign-in', addressOf(request.ip));
    throw new Problem('UNAUTHENTICATED');
  }

  /**
   * By the browser's cookie, which it sends with whatever another site makes it ask too: a write
   * needs the session's own token besides.
   */
  private async identityBehind(request: Request): Promise<KeyIdentity | undefined> {
    const token = cookieOf(request, SESSION_COOKIE);
    const session = token === undefined ? undefined : await this.parts.sessions.read(token);
    if (session === undefined) return undefined;
    demandCsrfToken(request, { publicUrl: this.parts.publicUrl, csrfToken: session.csrfToken });
    return session.identity;
  }

  private identityOf(bearer: string): Promise<KeyIdentity | undefined> {
    return this.parts.identities.identify(bearer).catch((fault: unknown) => {
      if (!(fault instanceof SignInUnavailable)) throw fault;
      throw new Problem('SIGN_IN_UNAVAILABLE', { retryAfterMs: SIGN_IN_RETRY_MS, cause: fault });
    });
  }

  private async count(rateClass: RateClass, caller: string): Promise<void> {
    const limit = this.parts.rates?.[rateClass];
    if (limit === undefined) return;
    const answer = await this.parts.rateLimits.take({ bucket: `${rateClass}:${caller}`, limit });
    if (answer.outcome === 'allowed') return;
    throw new Problem('RATE_LIMITED', { retryAfterMs: answer.retryAfterMs, details: { class: rateClass, limit } });
  }
}
