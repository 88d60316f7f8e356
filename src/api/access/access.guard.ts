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
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import { API_PARTS, type ApiParts } from '../api-parts';
import { Problem, problemOf } from '../problem/problem';
import { mayDo, type Action } from './permissions';

const ACTION = 'rescind:action';

/** Open to everybody: health, documentation, and webhooks, which carry a signature of their own. */
export const Open = () => SetMetadata(ACTION, 'open');

/** What a route does: only roles that may do it come through. */
export const Does = (action: Action) => SetMetadata(ACTION, action);

type WithIdentity = Request & { identity?: KeyIdentity };

/** Whose key the request carries. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): KeyIdentity => {
  const { identity } = context.switchToHttp().getRequest<WithIdentity>();
  if (identity === undefined) throw new Problem('UNAUTHENTICATED');
  return identity;
});

/** Lets a request in by its API key, and tells the route whose it is. A route that says nothing is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const action = this.reflector.get<Action | 'open' | undefined>(ACTION, context.getHandler());
    if (action === 'open') return true;
    const request = context.switchToHttp().getRequest<WithIdentity>();
    const [, key] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const identity = key === undefined ? undefined : await this.parts.apiKeys.identify(key);
    if (identity === undefined) throw new Problem('UNAUTHENTICATED');
    const { role } = identity.actor;
    if (action === undefined || !mayDo(role, action)) throw problemOf(refused('ROLE_NOT_ALLOWED', { role }));
    request.identity = identity;
    return true;
  }
}
