import type { Reply } from './answer';
import { BadRequest } from './bad-request';

/** One request, as a route sees it. */
export interface Call {
  /** What stood for each `:name` of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly idempotencyKey: string | undefined;
  readonly body: unknown;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** e.g. `/payments/:id/void` */
  readonly path: string;
  /** Bytes; 256 kB where nothing is said. */
  readonly maxBytes?: number;
  readonly handle: (call: Call) => Promise<Reply> | Reply;
}

/** Room for 1,000 rows in one request. */
export const BATCH_BYTES = 4 * 1024 * 1024;

const MAX_KEY = 255;

/** @throws BadRequest `idempotency_key_required`, `idempotency_key_too_long` */
export function requireKey(call: Call): string {
  if (!call.idempotencyKey) throw new BadRequest(400, 'idempotency_key_required');
  if (call.idempotencyKey.length > MAX_KEY) throw new BadRequest(400, 'idempotency_key_too_long');
  return call.idempotencyKey;
}

/** The value that stands for `:name` in the route's own path. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no :${name}`);
  return value;
}

type Found = { readonly route: Route; readonly params: Record<string, string> } | undefined;

/** Compiles the table once and returns the look-up. */
export function findRouteIn(routes: readonly Route[]): (method: string, pathname: string) => Found {
  const table = routes.map((route) => ({ route, parts: route.path.split('/') }));
  return (method, pathname) => {
    const given = pathname.split('/');
    for (const { route, parts } of table) {
      const params = route.method === method ? match(parts, given) : undefined;
      if (params) return { route, params };
    }
    return undefined;
  };
}

function match(parts: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  if (parts.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = decode(value);
    else if (part !== value) return undefined;
  }
  return params;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new BadRequest(400, 'malformed_path');
  }
}
