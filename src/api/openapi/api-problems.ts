import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { PROBLEM_STATUS, type ProblemCode } from '../problem/problem-codes';

const problemSchema = z
  .object({
    type: z.string().describe('The page that explains the code'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What happened, and what to do'),
    code: z.string().describe('Stable; the same in the workflow’s answers'),
    param: z.string().exactOptional().describe('The field that is wrong, as a path'),
    requestId: z.string(),
    hint: z.string().describe('What to do, without what happened'),
    retryable: z.boolean().describe('The same request may work later'),
    details: z.record(z.string(), z.unknown()).exactOptional(),
  })
  .meta({ id: 'Problem' });

const ALWAYS: readonly ProblemCode[] = [
  'INVALID_REQUEST',
  'UNAUTHENTICATED',
  'ROLE_NOT_ALLOWED',
  'SCOPE_MISSING',
  'RATE_LIMITED',
  'SIGN_IN_UNAVAILABLE',
  'DATABASE_UNAVAILABLE',
];

/** Documents the codes that a route is known for, beside those that any route may answer. */
export function ApiProblems(...codes: readonly ProblemCode[]): MethodDecorator & ClassDecorator {
  const all = [...new Set([...ALWAYS, ...codes])];
  const statuses = [...new Set(all.map((code) => PROBLEM_STATUS[code]))].sort();
  return applyDecorators(
    ...statuses.map((status) => {
      const description = all.filter((code) => PROBLEM_STATUS[code] === status).join(', ');
      return ApiResponse({ status, description, standardSchema: problemSchema });
    }),
  );
}
