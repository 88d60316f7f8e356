import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { idempotencyKey } from '../fields';
import { Problem } from '../problem/problem';

/** The header that makes a request the same request when it is repeated. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  idempotencyKeyOf(context.switchToHttp().getRequest<Request>()),
);

/** A request's key. Throws the problem IDEMPOTENCY_KEY_MISSING where there is none that could be one. */
export function idempotencyKeyOf({ headers }: Pick<Request, 'headers'>): string {
  const read = idempotencyKey.safeParse(headers['idempotency-key']);
  if (!read.success) throw new Problem('IDEMPOTENCY_KEY_MISSING', { param: 'Idempotency-Key' });
  return read.data;
}
