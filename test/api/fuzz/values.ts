import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './description';

interface Making {
  readonly schemas: Readonly<Record<string, Schema>>;
  /** Also values at, below and above each limit. */
  readonly edges: boolean;
  /** Ids that there are, by the name of the field that carries them. */
  readonly known: Readonly<Record<string, readonly string[]>>;
}

const LONGEST = 3_000;
const MOST_ITEMS = 120;

/** Values of a schema; with `edges`, a good part of their fields is at a limit, or one beyond it. */
export function valuesOf(schema: Schema, making: Making, name = ''): Arbitrary<unknown> {
  const { $ref, allOf, enum: values, type } = schema;
  if ($ref !== undefined) return valuesOf(named($ref, making), making, name);
  if ('const' in schema) return fc.constant(schema.const);
  if (values !== undefined) return fc.constantFrom(...values);
  if (allOf !== undefined) return valuesOf(allOf[0] ?? {}, making, name);
  const union = schema.anyOf ?? schema.oneOf;
  if (union !== undefined) return fc.oneof(...union.map((one) => valuesOf(one, making, name)));
  if (Array.isArray(type)) {
    return fc.oneof(...type.map((one: string) => valuesOf({ ...schema, type: one }, making, name)));
  }
  return making.edges
    ? fc.oneof(
        { weight: 3, arbitrary: plain(schema, making, name) },
        { weight: 2, arbitrary: edge(schema, making, name) },
      )
    : plain(schema, making, name);
}

function named($ref: string, { schemas }: Making): Schema {
  return schemas[$ref.replace('#/components/schemas/', '')] ?? {};
}

function plain(schema: Schema, making: Making, name: string): Arbitrary<unknown> {
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -1_000, max: Math.min(schema.maximum ?? 100_000, 2 ** 40) });
    case 'string':
      return strings(schema, making.known[name] ?? []);
    case 'array': {
      const { minItems = 0, maxItems = 3, items = {} } = schema;
      return fc.array(valuesOf(items, making, name), {
        minLength: minItems,
        maxLength: Math.min(maxItems, minItems + 3),
      });
    }
    case 'object':
      return objects(schema, making);
    default:
      return fc.jsonValue();
  }
}

function objects({ properties = {}, required = [], additionalProperties }: Schema, making: Making): Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, inner]) => [name, valuesOf(inner, making, name)] as const);
  const own = fc.record(Object.fromEntries(fields), { requiredKeys: required.filter((name) => name in properties) });
  if (typeof additionalProperties !== 'object') return own;
  return fc.dictionary(fc.string({ maxLength: 5 }), valuesOf(additionalProperties, making), { maxKeys: 3 });
}

function strings(schema: Schema, known: readonly string[]): Arbitrary<string> {
  const { minLength = 0, maxLength = 40 } = schema;
  const own = schema.pattern === undefined ? undefined : matching(schema.pattern);
  const free = fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 40), unit: 'binary' });
  const made = schema.format === undefined ? (own ?? free) : formatted(schema.format, own ?? free);
  return known.length === 0 ? made : fc.oneof(fc.constantFrom(...known), made);
}

/** What the pattern describes, or undefined where fast-check does not know how. */
function matching(pattern: string): Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return undefined;
  }
}

function formatted(format: string, otherwise: Arbitrary<string>): Arbitrary<string> {
  switch (format) {
    case 'date-time':
      return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString());
    case 'uuid':
      return fc.uuid();
    case 'email':
      return fc.emailAddress();
    case 'uri':
      return fc.webUrl();
    default:
      return otherwise;
  }
}

/** At a limit, one below it, one above it. */
function edge(schema: Schema, making: Making, name: string): Arbitrary<unknown> {
  switch (schema.type) {
    case 'integer':
    case 'number': {
      const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema;
      return fc.constantFrom(minimum - 1, minimum, minimum + 0.5, maximum, maximum + 1, -0);
    }
    case 'string': {
      const [min, max] = lengthsOf(schema);
      return fc.constantFrom(...[min - 1, min, max, max + 1].filter(isLength).map((length) => 'a'.repeat(length)));
    }
    case 'array': {
      const { minItems = 0, maxItems = MOST_ITEMS, items = {} } = schema;
      const lengths = [minItems - 1, minItems, maxItems, maxItems + 1].filter((one) => one >= 0 && one <= MOST_ITEMS);
      const item = valuesOf(items, { ...making, edges: false }, name);
      return fc.tuple(item, fc.constantFrom(0, ...lengths)).map(([one, length]) => Array.from({ length }, () => one));
    }
    default:
      return plain(schema, making, name);
  }
}

/** Lengths that a string may have, also where only its pattern says so. */
function lengthsOf({ minLength, maxLength, pattern = '' }: Schema): [number, number] {
  const [, min = 0, max = LONGEST] = /\{(\d+),(\d+)\}\$$/.exec(pattern) ?? [];
  return [minLength ?? Number(min), maxLength ?? Number(max)];
}

function isLength(length: number): boolean {
  return length >= 0 && length <= LONGEST + 1;
}
