import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Environment, OpenedChannel } from './open-channel';

/**
 * Reads a channel's variables. Each may come from a file instead, by `<NAME>_FILE`, which is how secrets are mounted.
 * Without any of them the channel is off; with some of them bad or missing it is bad.
 */
export function readCredentials<S extends z.ZodObject>(
  channel: string,
  schema: S,
  env: Environment,
): { readonly outcome: 'read'; readonly credentials: z.infer<S> } | Exclude<OpenedChannel, { outcome: 'on' }> {
  const names = Object.keys(schema.shape);
  const given: Record<string, string> = {};
  const unreadable: { name: string; problem: string }[] = [];
  for (const name of names) {
    const file = env[`${name}_FILE`];
    const value = file === undefined || file === '' ? env[name] : readText(file);
    if (value === null) unreadable.push({ name: `${name}_FILE`, problem: 'names a file that can’t be read' });
    else if (value !== undefined && value !== '') given[name] = value;
  }
  if (unreadable.length > 0) return { outcome: 'bad', channel, problems: unreadable };
  const parsed = schema.safeParse(given);
  if (parsed.success && Object.keys(given).length > 0) return { outcome: 'read', credentials: parsed.data };
  const missing = names.filter((name) => given[name] === undefined && !isOptional(schema, name));
  if (parsed.success || Object.keys(given).length === 0) return { outcome: 'off', channel, missing };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return { name, problem: given[name] === undefined ? 'is missing' : message };
  });
  return { outcome: 'bad', channel, problems };
}

function isOptional(schema: z.ZodObject, name: string): boolean {
  const field: unknown = schema.shape[name];
  return field instanceof z.ZodType && field.safeParse(undefined).success;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return null;
  }
}
