import type { LeverField } from '../../sdk/generated/api-types';

/** What was typed, by a field's name. */
export type Typed = Readonly<Record<string, string>>;

/** The body of a lever, from its fields: `consent.givenAt` goes into `consent`. What was left empty is left out. */
export function leverBody(fields: readonly LeverField[], typed: Typed): object {
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    const text = field.value ?? typed[field.name]?.trim() ?? '';
    if (text !== '') put(body, field.name.split('.'), valueOf(field, text));
  }
  return body;
}

function put(into: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const inner = (into[key] ??= {}) as Record<string, unknown>;
  put(inner, rest, value);
}

function valueOf({ type }: LeverField, text: string): unknown {
  if (type === 'number') return Number(text);
  return type === 'instant' ? new Date(text).toISOString() : text;
}
