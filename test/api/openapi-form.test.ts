import { describeApi } from '../../src/api/openapi/describe-api';
import { PROBLEM_CODES } from '../../src/api/problem/problem-codes';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly security?: readonly JsonObject[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema?: JsonObject }[];
  readonly requestBody?: { readonly content: JsonObject };
  readonly responses: Readonly<
    Record<string, { description?: string; content?: Readonly<Record<string, JsonObject>> }>
  >;
}

/** Types of JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'];
/** Keywords of OpenAPI 3.0 that mean nothing in 3.1. */
const GONE = ['nullable'];

describe('the API’s description as OpenAPI 3.1', () => {
  let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: JsonObject };
  let operations: readonly (readonly [string, Operation])[];
  beforeAll(async () => {
    document = JSON.parse(JSON.stringify(await describeApi())) as typeof document;
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => [`${method} ${path}`, operation] as const),
    );
  });

  /** Every object in the description, with its way there. */
  function* objectsIn(value: Json, way = ''): Generator<[string, JsonObject]> {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) yield [way, value as JsonObject];
    for (const [name, inner] of Object.entries(value)) yield* objectsIn(inner as Json, `${way}/${name}`);
  }
  const everything = () => [...objectsIn(document as unknown as Json)].filter(([way]) => !way.includes('/examples/'));
  const isNamed = (way: string) => way.endsWith('/properties');

  it('says so, and says null as a type', () => {
    expect(document.openapi).toBe('3.1.0');
    const old = everything().filter(([way, object]) => !isNamed(way) && GONE.some((keyword) => keyword in object));
    expect(old.map(([way]) => way)).toEqual([]);
    expect(JSON.stringify(document)).toContain('"null"');
  });

  it('has only types that JSON Schema has, and arrays with items', () => {
    for (const [way, object] of everything()) {
      const { type } = object;
      if (isNamed(way) || type === undefined || way.includes('/securitySchemes/')) continue;
      const types = typeof type === 'string' ? [type] : (type as readonly string[]);
      expect([way, types.filter((one) => !TYPES.includes(one))]).toEqual([way, []]);
      if (types.includes('array')) expect([way, 'items' in object || 'prefixItems' in object]).toEqual([way, true]);
    }
  });

  it('has patterns that are regular expressions, and limits that leave something', () => {
    for (const [way, object] of everything()) {
      if (isNamed(way)) continue;
      const { pattern, minimum = -Infinity, maximum = Infinity, minLength = 0, maxLength = Infinity } = object;
      if (typeof pattern === 'string') expect(() => new RegExp(pattern, 'u')).not.toThrow();
      expect([way, Number(minimum) <= Number(maximum), Number(minLength) <= Number(maxLength)]).toEqual([
        way,
        true,
        true,
      ]);
    }
  });

  it('points to nothing that is not there', () => {
    for (const [way, { $ref }] of everything()) {
      if (typeof $ref !== 'string') continue;
      const found = $ref
        .slice(2)
        .split('/')
        .reduce<Json | undefined>((at, name) => (at as JsonObject | undefined)?.[name], document as unknown as Json);
      expect([way, $ref, found === undefined]).toEqual([way, $ref, false]);
    }
  });

  it('names each operation, its parameters, its security and every problem that it may answer', () => {
    for (const [name, { operationId, summary, security, parameters = [], responses }] of operations) {
      expect([name, operationId, summary]).toEqual([name, expect.stringMatching(/^[a-z]\w+$/), expect.any(String)]);
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, one]) => one);
      const told = parameters.filter((one) => one.in === 'path').map((one) => one.name);
      expect([name, [...told].sort()]).toEqual([name, inPath.sort()]);
      expect(new Set(parameters.map((one) => `${one.in} ${one.name}`)).size).toBe(parameters.length);
      const failed = Object.entries(responses).filter(
        ([status]) => Number(status) >= 400 && !name.includes('/health/'),
      );
      for (const [status, { description = '', content = {} }] of failed) {
        expect([name, status, Object.keys(content)]).toEqual([name, status, ['application/problem+json']]);
        const unknown = description.split(', ').filter((code) => !(PROBLEM_CODES as readonly string[]).includes(code));
        expect([name, status, unknown]).toEqual([name, status, []]);
      }
      if (security !== undefined) expect([name, '401' in responses, '403' in responses]).toEqual([name, true, true]);
    }
  });

  it('says of each write that somebody makes in his own name that it takes an Idempotency-Key', () => {
    const writes = operations.filter(
      ([name, { security, operationId }]) =>
        !name.startsWith('get ') && security !== undefined && operationId !== 'quoteCancellation',
    );
    expect(writes.length).toBeGreaterThan(15);
    const without = writes.filter(
      ([, { parameters = [] }]) => !parameters.some((one) => one.name === 'Idempotency-Key'),
    );
    expect(without.map(([name]) => name)).toEqual([]);
    for (const [name, { responses }] of writes) expect([name, '422' in responses]).toEqual([name, true]);
  });
});
