type Schema = Readonly<Record<string, unknown>>;

const NULL = { type: 'null' } as const;

/**
 * A description whose schemas say `null` as JSON Schema 2020-12 does, by which OpenAPI 3.1 goes: as a type of its own,
 * where 3.0 had the keyword `nullable`. No property of ours has that name.
 */
export function withoutNullable<T>(described: T): T {
  return convert(described) as T;
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...schema } = Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, convert(inner)]),
  );
  return nullable === true ? orNull(schema) : schema;
}

function orNull({ type, enum: values, allOf, ...rest }: Schema): Schema {
  if (Array.isArray(allOf)) return { ...rest, anyOf: [...(allOf as unknown[]), NULL] };
  const orNullToo = Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {};
  return { ...rest, type: [type, 'null'], ...orNullToo };
}
