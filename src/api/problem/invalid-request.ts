import { AMOUNT_INVALID } from '../fields';
import { Problem } from './problem';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

const MOST_ISSUES = 10;

/** What a schema found wrong: the first field is `param`, the rest are listed. An amount has a code of its own. */
export function invalidRequest(issues: readonly Issue[]): Problem {
  const errors = issues.slice(0, MOST_ISSUES).map((issue) => ({ param: pathOf(issue), message: messageOf(issue) }));
  const code = issues.every(({ message }) => message === AMOUNT_INVALID) ? 'AMOUNT_INVALID' : 'INVALID_REQUEST';
  const [first] = errors;
  return new Problem(code, { details: { errors }, ...(first === undefined ? {} : { param: first.param }) });
}

function pathOf({ path = [] }: Issue): string {
  return path.map((segment) => String(typeof segment === 'object' ? segment.key : segment)).join('.');
}

function messageOf({ message }: Issue): string {
  return message === AMOUNT_INVALID ? 'A whole number of minor units, of at most 13 digits and not negative' : message;
}
