import { createHash } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { canonicalJson } from '../../domain/policy-snapshot';
import { refused } from '../../domain/refusals';
import type { KeyIdentity } from '../../ports/api-key-store';
import type { CallAnswer, KeyedCall, RunOnce } from '../../ports/call-answers';
import { API_PARTS, type ApiParts } from '../api-parts';
import { Problem, problemOf } from '../problem/problem';
import { PROBLEM_STATUS, type ProblemCode } from '../problem/problem-codes';
import { readFault } from '../problem/read-fault';
import { ROW, type RouteRow } from './access.guard';
import { idempotencyKeyOf } from './idempotency-key';
import { permissionOf } from './permissions';

const KEPT = 'rescind:kept-answer';

/** `BY_ITSELF`: the route knows its repetitions on its own. `SEALED`: its answer has what only the caller may see. */
type Keeping = 'BY_ITSELF' | 'SEALED';

/** How a route's answers are kept under their idempotency keys; without this, they are kept as they are. */
export const KeepsAnswers = (keeping: Keeping) => SetMetadata(KEPT, keeping);

const WRITES: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** The form was wrong: nothing was begun, and the same key may come with the right one. */
const BAD_FORM = 400;
const TOO_MANY = 429;
const FAULT = 500;

type KeyedRequest = Request & { readonly identity?: KeyIdentity };

interface Logging {
  readonly log: { readonly error: (context: object, message: string) => void };
}

/**
 * Gives a write that is repeated under its Idempotency-Key the answer that it had: the same key of the same caller on
 * the same route, for 24 hours. Of several at once one runs, and the others wait for it. Faults of ours, 429 and a bad
 * form are not kept. A route that is open to everybody has nobody whose key it could be.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<KeyedRequest>();
    const call = this.callOf(context, request);
    if (call === undefined) return next.handle();
    const begun = await this.parts.callAnswers.begin(call);
    switch (begun.outcome) {
      case 'run':
        return of(await runOnce(begun, context, next));
      case 'answered':
        return of(repeated(begun.answer, context.switchToHttp().getResponse<Response>()));
      case 'reused':
        throw problemOf(refused('IDEMPOTENCY_KEY_REUSED'));
      case 'busy':
        throw new Problem('IDEMPOTENCY_KEY_BUSY', { retryAfterMs: begun.retryAfterMs });
    }
  }

  private callOf(context: ExecutionContext, request: KeyedRequest): KeyedCall | undefined {
    const { identity, method, headers } = request;
    const row = this.reflector.get<RouteRow | undefined>(ROW, context.getHandler());
    const keeping = this.reflector.get<Keeping | undefined>(KEPT, context.getHandler());
    if (identity === undefined || headers['idempotency-key'] === undefined) return undefined;
    const changes = row !== undefined && 'action' in row && permissionOf(row.action).scope !== 'read';
    if (!WRITES.includes(method) || !changes || keeping === 'BY_ITSELF') return undefined;
    return {
      shopId: identity.shopId,
      scope: scopeOf(identity, `${method} ${context.getClass().name}.${context.getHandler().name}`),
      key: idempotencyKeyOf(request),
      requestHash: hashOf(request),
      secret: keeping === 'SEALED',
    };
  }
}

/** Whose key it is, for what. */
function scopeOf({ actor, merchantId, orderId }: KeyIdentity, route: string): string {
  return JSON.stringify(['call', actor.role, actor.id, merchantId ?? '', orderId ?? '', route]);
}

function hashOf({ path, query, body }: KeyedRequest): string {
  try {
    const asked = canonicalJson([path, query, body ?? null]);
    return createHash('sha256').update(asked).digest('hex');
  } catch (cause) {
    // Nested deeper than anything that a route takes.
    if (cause instanceof RangeError) throw new Problem('INVALID_REQUEST', { cause });
    throw cause;
  }
}

async function runOnce(begun: RunOnce, context: ExecutionContext, next: CallHandler): Promise<unknown> {
  const http = context.switchToHttp();
  const settle = (settled: Promise<void>) =>
    settled.catch((err: unknown) => {
      // The call itself is over: its answer counts, kept or not.
      http.getRequest<Partial<Logging>>().log?.error({ err }, 'an answer was not kept under its idempotency key');
    });
  try {
    const body: unknown = await lastValueFrom(next.handle() as Observable<unknown>, { defaultValue: undefined });
    const { statusCode } = http.getResponse<Response>();
    await settle(begun.keep({ kind: 'answer', status: statusCode, ...(body === undefined ? {} : { body }) }));
    return body;
  } catch (fault) {
    const { code, extras } = readFault(fault);
    const { param, details } = extras;
    const told = { ...(param === undefined ? {} : { param }), ...(details === undefined ? {} : { details }) };
    await settle(isKept(code) ? begun.keep({ kind: 'problem', code, ...told }) : begun.release());
    throw fault;
  }
}

function isKept(code: ProblemCode): boolean {
  const status = PROBLEM_STATUS[code];
  return status < FAULT && status !== TOO_MANY && status !== BAD_FORM;
}

function repeated(answer: CallAnswer, response: Response): unknown {
  response.setHeader('Idempotency-Replayed', 'true');
  if (answer.kind === 'answer') {
    response.status(answer.status);
    return answer.body;
  }
  const { code, param, details } = answer;
  throw new Problem(code as ProblemCode, {
    ...(param === undefined ? {} : { param }),
    ...(details === undefined ? {} : { details }),
  });
}
