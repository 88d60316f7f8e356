import { z } from 'zod';
import { readAs } from './bad-request';
import type { Call } from './route';

const schema = z.object({
  after: z.string().default(''),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
});

/** `?after=<last id of the page before>&limit=<1 to 1,000>` of a list in the order of its ids. */
export function readPage(call: Call): { readonly after: string; readonly limit: number } {
  return readAs(schema, Object.fromEntries(call.query));
}
