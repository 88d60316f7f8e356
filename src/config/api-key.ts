import { z } from 'zod';

/** An API key as the API accepts it. */
export const apiKey = z.string().regex(/^rk_[\w-]{24,200}$/, 'must be rk_ and at least 24 letters, digits, _ or -');
