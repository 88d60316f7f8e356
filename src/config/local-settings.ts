import { z } from 'zod';
import { apiKey } from './api-key';
import { EnvironmentError } from './environment-error';

/** The ways to a Temporal server, in the order in which `npm start` tries them. */
export const TEMPORAL_WAYS = ['address', 'cli', 'built', 'download'] as const;
export type TemporalWay = (typeof TEMPORAL_WAYS)[number];

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^\S+:\d+$/, 'must be host:port')
    .optional(),
  RESCIND_TEMPORAL: z.enum(TEMPORAL_WAYS, `must be one of ${TEMPORAL_WAYS.join(', ')}`).optional(),
  PORT: z.coerce.number('must be a number').int().min(1).max(65_535).default(3000),
  RESCIND_API_KEY: apiKey.optional(),
});

/** What `npm start` itself reads of the environment; the rest goes through to the processes that it starts. */
export interface LocalSettings {
  /** A PostgreSQL of one's own instead of the one that comes along. */
  databaseUrl?: string;
  temporalAddress?: string;
  /** The only way to Temporal that may be used. */
  forcedWay?: TemporalWay;
  /** Where the API should listen, if the port is free. */
  apiPort: number;
  apiKey?: string;
}

/**
 * Reads them; an empty variable counts as unset.
 * @throws {EnvironmentError} with every bad variable at once.
 */
export function readLocalSettings(env: NodeJS.ProcessEnv = process.env): LocalSettings {
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map(({ path, message }) => ({ name: path.join('.'), problem: message })),
    );
  }
  const read = parsed.data;
  return {
    apiPort: read.PORT,
    ...(read.DATABASE_URL === undefined ? {} : { databaseUrl: read.DATABASE_URL }),
    ...(read.TEMPORAL_ADDRESS === undefined ? {} : { temporalAddress: read.TEMPORAL_ADDRESS }),
    ...(read.RESCIND_TEMPORAL === undefined ? {} : { forcedWay: read.RESCIND_TEMPORAL }),
    ...(read.RESCIND_API_KEY === undefined ? {} : { apiKey: read.RESCIND_API_KEY }),
  };
}
