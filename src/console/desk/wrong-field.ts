import { ApiProblem } from '../api/problem';

/** The field of a destination that the API says is wrong. */
export function wrongField(problem: unknown): string | undefined {
  if (!(problem instanceof ApiProblem) || problem.code !== 'DESTINATION_INVALID') return undefined;
  const field = problem.body.details?.['field'];
  return typeof field === 'string' ? field : undefined;
}
