import { z } from 'zod';
import type { LeverSubject } from '../../domain/applicable-levers';
import type { LeverKind } from '../../domain/lever';
import { LEVER_BODIES } from '../cancellations/acts.schemas';
import type { LeverBody } from './levers.schemas';

type Field = LeverBody['fields'][number];

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** What a lever's body wants, from the schema that checks it; what the lever is about is filled in. */
export function leverFields(kind: LeverKind, subject: LeverSubject): Field[] {
  const known = subject as Readonly<Record<string, string>>;
  return fieldsOf(z.toJSONSchema(LEVER_BODIES[kind], { io: 'input' }) as Schema, '', true).map((field) => {
    const value = known[field.name];
    return value === undefined ? field : { ...field, value };
  });
}

function fieldsOf({ properties = {}, required = [] }: Schema, path: string, isNeeded: boolean): Field[] {
  return Object.entries(properties).flatMap(([key, schema]): Field[] => {
    const name = `${path}${key}`;
    const needed = isNeeded && required.includes(key);
    if (schema.type === 'object') return fieldsOf(schema, `${name}.`, needed);
    return [{ name, type: typeOf(schema), required: needed, ...(schema.enum ? { values: [...schema.enum] } : {}) }];
  });
}

function typeOf({ type, format, enum: values }: Schema): Field['type'] {
  if (values !== undefined) return 'choice';
  if (format === 'date-time') return 'instant';
  return type === 'integer' || type === 'number' ? 'number' : 'text';
}
