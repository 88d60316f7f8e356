import fc, { type Arbitrary } from 'fast-check';

type Way = readonly (string | number)[];

/** Own properties of these names: what `JSON.parse` makes of a body that has them. */
const POLLUTED: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');

const BAD: readonly unknown[] = [
  ...[null, true, 0, -1, 0.5, 1e308, Number.MAX_SAFE_INTEGER, '', ' ', '0', 'null', 'NaN', [], {}, [[]], POLLUTED],
  ...[
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e',
    '🙂'.repeat(40),
    'x'.repeat(20_000),
    "'; drop table orders; --",
    '../..',
  ],
  ...['2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '+275760-09-13T00:00:00.000Z'],
];

/** A value with one thing wrong somewhere in it: another value, an unknown field, a missing one, a forbidden name. */
export function spoiled(values: Arbitrary<unknown>): Arbitrary<unknown> {
  const bad = fc.oneof(fc.constantFrom(...BAD), fc.string({ unit: 'binary', maxLength: 20 }));
  const how = fc.constantFrom('replace', 'replace', 'remove', 'unknown', 'prototype' as const);
  return fc.tuple(values, fc.nat(), fc.tuple(how, bad)).map(([value, at, change]) => {
    const ways = waysOf(value);
    return changed(value, ways[at % ways.length] ?? [], change);
  });
}

function waysOf(value: unknown, before: Way = []): Way[] {
  if (typeof value !== 'object' || value === null) return [before];
  const inner = Object.entries(value).flatMap(([name, one]) => waysOf(one, [...before, name]));
  return [before, ...inner];
}

function changed(value: unknown, [name, ...rest]: Way, change: readonly [string, unknown]): unknown {
  if (name === undefined || typeof value !== 'object' || value === null) return spoil(value, change);
  const [how] = change;
  const entries = Object.entries(value).flatMap(([one, inner]): [string, unknown][] => {
    if (one !== name) return [[one, inner]];
    return how === 'remove' && rest.length === 0 ? [] : [[one, changed(inner, rest, change)]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function spoil(value: unknown, [how, bad]: readonly [string, unknown]): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (how === 'unknown' && isObject) return { ...value, nobodyKnowsThis: bad };
  if (how === 'prototype' && isObject) {
    return JSON.parse(`{"__proto__":{"isAdmin":true},${JSON.stringify({ ...value, prototype: 1 }).slice(1)}`);
  }
  return bad;
}
