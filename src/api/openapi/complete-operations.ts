import type { OpenAPIObject } from '@nestjs/swagger';
import type { Locale } from '../../domain/explain/wording';
import { permissionOf } from '../access/permissions';
import type { ApiRoute } from '../access/routes';
import { PROBLEM_CODES, PROBLEM_STATUS, type ProblemCode } from '../problem/problem-codes';
import { textOf } from '../problem/problem-texts';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Answer = Extract<NonNullable<Operation['responses'][string]>, { readonly description: string }>;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
const PROBLEM_JSON = 'application/problem+json';
const LOCALE: Locale = 'en';

const KEY_HEADER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Yours, one for each call that you mean: repeated within a day, it gets the same answer',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
} as const;

const RETRY_AFTER = { description: 'Seconds', schema: { type: 'integer', minimum: 0 } } as const;

/**
 * Adds what every operation has and none says by itself: bodies that are too large, idempotency keys of writes, and problems as what they are, with an
 * example of each.
 */
export function completeOperations(document: OpenAPIObject, routes: readonly ApiRoute[]): OpenAPIObject {
  const writes = new Set(routes.filter(takesKey).map(({ method, path }) => `${method} ${templateOf(path)}`));
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const completed = METHODS.flatMap((method): [string, Operation][] => {
      const operation = item[method];
      if (operation === undefined) return [];
      return [
        [
          method,
          complete(operation, { isKeyed: writes.has(`${method.toUpperCase()} ${path}`), isRead: method === 'get' }),
        ],
      ];
    });
    return [path, { ...item, ...Object.fromEntries(completed) }];
  });
  const examples = Object.fromEntries(PROBLEM_CODES.map((code) => [code, { value: exampleOf(code) }]));
  return { ...document, paths: Object.fromEntries(paths) as Paths, components: { ...document.components, examples } };
}

/** A route that changes something, in the name of somebody whose key it can be. */
function takesKey({ method, row }: ApiRoute): boolean {
  return method !== 'GET' && row !== undefined && 'action' in row && permissionOf(row.action).scope !== 'read';
}

/** `/v1/orders/:orderId` as OpenAPI writes it. */
function templateOf(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function complete(
  operation: Operation,
  { isKeyed, isRead }: { readonly isKeyed: boolean; readonly isRead: boolean },
): Operation {
  const { parameters = [] } = operation;
  const isKey = (one: (typeof parameters)[number]) => 'name' in one && one.name === KEY_HEADER.name;
  const ownKey = parameters.some(isKey);
  const codes: ProblemCode[] = [
    // Also where no body is asked for: one that comes is read before anybody knows.
    ...(isRead ? [] : (['BODY_UNREADABLE', 'BODY_TOO_LARGE'] as const)),
    ...(isKeyed ? (['IDEMPOTENCY_KEY_MISSING', 'IDEMPOTENCY_KEY_REUSED'] as const) : []),
    ...(isKeyed && !ownKey ? (['IDEMPOTENCY_KEY_BUSY'] as const) : []),
  ];
  return {
    ...operation,
    parameters: ownKey
      ? parameters.map((one) => (isKey(one) ? { ...one, schema: KEY_HEADER.schema } : one))
      : [...parameters, ...(isKeyed ? [KEY_HEADER] : [])],
    responses: withProblems(operation.responses as Record<string, Answer>, codes),
  };
}

function withProblems(
  responses: Readonly<Record<string, Answer>>,
  more: readonly ProblemCode[],
): Operation['responses'] {
  const failed = Object.entries(responses).filter(([status]) => Number(status) >= 400);
  const known = failed.flatMap(([, { description }]) => codesIn(description));
  const codes = [...new Set([...known, ...more])];
  const statuses = [...new Set(codes.map((code) => PROBLEM_STATUS[code]))].sort();
  const described = statuses.map((status) => {
    const own = codes.filter((code) => PROBLEM_STATUS[code] === status);
    return [String(status), problemAnswer(status, own)] as const;
  });
  // An answer that names no code of ours is no problem: readiness says 503 in its own words.
  const others = Object.entries(responses).filter(([status]) => !described.some(([of]) => of === status));
  return Object.fromEntries([...others, ...described].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function problemAnswer(status: number, codes: readonly ProblemCode[]): Answer {
  const examples = Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
  const content = { [PROBLEM_JSON]: { schema: { $ref: '#/components/schemas/Problem' }, examples } };
  const mayWait = status === 429 || status === 503;
  return { description: codes.join(', '), content, ...(mayWait ? { headers: { 'Retry-After': RETRY_AFTER } } : {}) };
}

function codesIn(description: string): ProblemCode[] {
  const named = description.split(', ');
  return PROBLEM_CODES.filter((code) => named.includes(code));
}

function exampleOf(code: ProblemCode) {
  const { sentence, whatToDo } = textOf(code, LOCALE);
  const status: number = PROBLEM_STATUS[code];
  return {
    type: `/docs/errors/${code}`,
    ...{ title: sentence, status, detail: `${sentence} ${whatToDo}`, code, hint: whatToDo },
    requestId: '3f0b7a52-8f3f-4b63-9a53-0c6b2b1a9c11',
    retryable: status >= 500 || status === 429,
  };
}
