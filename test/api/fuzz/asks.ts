import fc, { type Arbitrary } from 'fast-check';
import type { Description, Operation, Parameter } from './description';
import { spoiled } from './spoil';
import { valuesOf } from './values';

/** A request, as it goes out. */
export interface Ask {
  readonly who: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface AskOptions {
  readonly description: Description;
  readonly known: Readonly<Record<string, readonly string[]>>;
  readonly who: readonly string[];
  /** Bodies that are as good as can be, by operation: what only holds together as a whole is not made up by chance. */
  readonly seeds: Readonly<Record<string, object>>;
}

/** What no JSON is: broken, cut off, bytes that are no UTF-8, too much of it, or something else altogether. */
const RAW: readonly (string | Buffer)[] = [
  ...['', '{', '{"a":', '"text"', 'null', '[]', '0', '{"a":1,"a":2}', '{"__proto__":{"x":1}}', '\ufeff{}'],
  ...[Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), Buffer.from([0x80]), Buffer.from([0xc0, 0xaf])],
  ...['['.repeat(5_000), `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`, JSON.stringify({ a: 'x'.repeat(120_000) })],
];

const TYPES = ['application/json', 'application/json', 'application/json; charset=utf-8', 'application/problem+json'];
const ODD_TYPES = [
  'text/plain',
  'application/json; charset=utf-16',
  'application/json; charset=nothing',
  'multipart/form-data',
  '*',
];
const LANGUAGES = ['en', 'zh', 'zh-CN,en;q=0.5', 'xx', '*', ',,;q=', 'e'.repeat(300)];
const ODD_SEGMENTS = [
  '%00',
  '%ff',
  '%',
  '%zz',
  '..%2f..',
  '%F0%9F%99%82',
  'a'.repeat(2_000),
  '%20',
  '__proto__',
  "'",
  '-1',
  '0.5',
];
const ODD_VALUES = [
  '',
  'null',
  '-1',
  '0',
  '101',
  '1e9',
  '%00',
  '%ff',
  'a'.repeat(2_000),
  '__proto__',
  '[]',
  '🙂',
  '2026-13-01',
];
const KEYS = ['same-key', 'k', '', 'a b', 'k'.repeat(201), 'k'.repeat(200)];

/** Requests to one operation: valid ones, nearly valid ones, and such as no client would send. */
export function asksOf(operation: Operation, options: AskOptions): Arbitrary<Ask> {
  const { method } = operation;
  return fc
    .record({
      who: fc.constantFrom(...options.who),
      path: fc.tuple(pathOf(operation, options), queryOf(operation, options)).map((parts) => parts.join('')),
      headers: headersOf(operation),
      sent: method === 'GET' ? fc.constant(undefined) : bodyOf(operation, options),
    })
    .map(({ who, path, headers, sent }) => ({
      ...{ who, method, path },
      headers: sent === undefined ? headers : { ...headers, 'content-type': sent.type },
      ...(sent === undefined ? {} : { body: sent.body }),
    }));
}

function pathOf({ path, parameters }: Operation, { known, description }: AskOptions): Arbitrary<string> {
  const segments = path.split('/').map((segment) => {
    const [, name = ''] = /^\{(\w+)\}$/.exec(segment) ?? [];
    if (name === '') return fc.constant(segment);
    const schema = parameters.find((one) => one.in === 'path' && one.name === name)?.schema ?? { type: 'string' };
    const making = { schemas: description.components.schemas, edges: true, known: {} };
    const made = fc.oneof(valuesOf(schema, making).map(String), fc.string({ minLength: 1, maxLength: 20 }));
    const encoded = made.filter((text) => text !== '' && !/^\.+$/.test(text)).map(encodeURIComponent);
    return fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...(known[name] ?? ['unknown'])) },
      { weight: 3, arbitrary: encoded },
      { weight: 1, arbitrary: fc.constantFrom(...ODD_SEGMENTS) },
    );
  });
  return fc.tuple(...segments).map((parts) => parts.join('/'));
}

function queryOf({ parameters }: Operation, options: AskOptions): Arbitrary<string> {
  const known = parameters.filter((one) => one.in === 'query').map((one) => oneOf(one, options));
  const unknown = fc.constantFrom('', '', '', 'nobody=knows', 'a[b]=1', '__proto__[x]=1', '&&==', '%ff=%ff');
  return fc.tuple(unknown, ...known).map((parts) => {
    const query = parts.filter((part) => part !== '').join('&');
    return query === '' ? '' : `?${query}`;
  });
}

function oneOf({ name, schema = {} }: Parameter, { description, known }: AskOptions): Arbitrary<string> {
  const making = { schemas: description.components.schemas, edges: true, known };
  const text = (value: unknown) => encodeURIComponent(String(value));
  const good = valuesOf(schema, making, name).map((value) =>
    [value]
      .flat()
      .map((one) => `${name}=${isPlain(one) ? text(one) : 'x'}`)
      .join('&'),
  );
  const odd = fc
    .constantFrom(...ODD_VALUES)
    .map((value) => `${name}=${value.startsWith('%') ? value : encodeURIComponent(value)}`);
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    { weight: 4, arbitrary: good },
    { weight: 2, arbitrary: odd },
    { weight: 1, arbitrary: fc.tuple(good, odd).map((both) => both.join('&')) },
  );
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function isPlain(value: unknown): boolean {
  return typeof value !== 'string' || !LONE_SURROGATE.test(value);
}

function headersOf({ parameters }: Operation): Arbitrary<Record<string, string>> {
  const hasKey = parameters.some(({ name }) => name === 'Idempotency-Key');
  const key = fc.oneof({ weight: 4, arbitrary: fc.uuid() }, { weight: 1, arbitrary: fc.constantFrom(...KEYS) });
  return fc.record(
    {
      'accept-language': fc.constantFrom(...LANGUAGES),
      'last-event-id': fc.constantFrom('0', '-1', 'x', '9'.repeat(30)),
      'x-csrf-token': fc.constantFrom('', 'x'),
      ...(hasKey ? { 'idempotency-key': key } : {}),
    },
    { requiredKeys: [] },
  );
}

function bodyOf(
  { operationId, body }: Operation,
  { description, known, seeds }: AskOptions,
): Arbitrary<{ type: string; body: string | Buffer }> {
  const { schemas } = description.components;
  const seed = seeds[operationId];
  const made = body === undefined ? fc.constant({}) : valuesOf(body, { schemas, known, edges: false });
  const good = seed === undefined ? made : fc.oneof(fc.constant(seed), made);
  const near = body === undefined ? fc.jsonValue() : valuesOf(body, { schemas, known, edges: true });
  const json = fc.oneof(
    { weight: 4, arbitrary: good },
    { weight: 3, arbitrary: near },
    { weight: 4, arbitrary: spoiled(good) },
  );
  const text = json.map((value) => JSON.stringify(value) as string | undefined).map((one) => one ?? '');
  const type = fc.constantFrom(...TYPES);
  return fc.oneof(
    { weight: 9, arbitrary: fc.record({ type, body: text }) },
    { weight: 2, arbitrary: fc.record({ type, body: fc.constantFrom(...RAW) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constantFrom(...ODD_TYPES), body: text }) },
  );
}
