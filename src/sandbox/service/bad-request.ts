import type { z } from 'zod';
import { refusal, type Answer } from './answer';

/** A request that could not be read at all: thrown while reading, answered by the service. Nothing was done. */
export class BadRequest extends Error {
  readonly answer: Answer;

  constructor(status: number, code: string, details?: Readonly<Record<string, unknown>>) {
    super(code);
    this.answer = refusal(status, code, details);
  }
}

/**
 * The body as its schema says, unknown fields refused.
 * @throws BadRequest `invalid_request` with the paths that are wrong, never their values
 */
export function readAs<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const fields = read.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.code }));
  throw new BadRequest(400, 'invalid_request', { fields });
}
