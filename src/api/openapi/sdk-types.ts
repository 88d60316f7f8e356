import type { OpenAPIObject } from '@nestjs/swagger';

interface JsonSchema {
  readonly $ref?: string;
  /** With `null`: one of both. */
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly const?: string | number | boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

const HEADER = [
  '// Generated from docs/openapi.json by `npm run openapi`: what the API takes and gives, for the HTTP client.',
  '',
];

/**
 * TypeScript of the schemas in the API's description, in the order of their names.
 * @throws Error for a schema of a kind that the API does not use yet.
 */
export function sdkTypes({ components }: Pick<OpenAPIObject, 'components'>): string {
  const schemas = Object.entries(components?.schemas ?? {}) as [string, JsonSchema][];
  const types = schemas
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, schema]) => `${comment(schema, '')}export type ${name} = ${typeOf(schema, '')};\n`);
  return [...HEADER, ...types].join('\n');
}

function typeOf(schema: JsonSchema, indent: string): string {
  const { type } = schema;
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (Array.isArray(type)) {
    return type.map((one: string) => typeOf({ ...schema, type: one }, indent)).join(' | ');
  }
  const union = schema.anyOf ?? schema.oneOf;
  if (schema.$ref !== undefined) return schema.$ref.replace('#/components/schemas/', '');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (type === 'null') return 'null';
  if (union !== undefined) return union.map((one) => typeOf(one, indent)).join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((one) => typeOf(one, indent)).join(' & ');
  switch (type) {
    case 'string':
    case 'boolean':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly (${typeOf(schema.items ?? {}, indent)})[]`;
    case 'object':
      return objectOf(schema, indent);
    case undefined:
      return 'unknown';
    default:
      throw new Error(`No TypeScript for a schema of type ${String(type)}`);
  }
}

function objectOf({ properties = {}, required = [], additionalProperties }: JsonSchema, indent: string): string {
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${comment(schema, inner)}${inner}readonly ${name}${mark}: ${typeOf(schema, inner)};`;
  });
  if (fields.length > 0) return `{\n${fields.join('\n')}\n${indent}}`;
  if (typeof additionalProperties === 'object')
    return `Readonly<Record<string, ${typeOf(additionalProperties, indent)}>>`;
  return 'Readonly<Record<string, never>>';
}

function comment({ description }: JsonSchema, indent: string): string {
  return description === undefined ? '' : `${indent}/** ${description} */\n`;
}
