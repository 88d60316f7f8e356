import { z } from 'zod';
import { apiKey } from './api-key';
import { EnvironmentError } from './environment-error';

const port = z.coerce.number('must be a number').int().min(0).max(65_535);
const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' });
const secret = z.string().min(16, 'must have 16 characters or more');

const MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `1h`, `1d` in ms; `off` is 0. */
const reconcileEvery = z
  .string()
  .regex(/^(off|[1-9]\d{0,4}[smhd])$/, 'must be off, or a time such as 30m, 1h or 1d')
  .default('1h')
  .transform((text) => (text === 'off' ? 0 : Number(text.slice(0, -1)) * MS[text.at(-1) as keyof typeof MS]));

/** Every variable that the API and the worker read: docs/running.md says what each is for. */
const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  PORT: port.default(3000),
  METRICS_PORT: port.optional(),

  DATABASE_URL: postgresUrl,

  TEMPORAL_ADDRESS: z.string().regex(/^\S+:\d+$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('rescind'),
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: z.string().optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: z.string().optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: z.string().optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  RESCIND_TEMPORAL_UI_URL: httpUrl.optional(),
  RESCIND_MAX_CACHED_WORKFLOWS: z.coerce.number('must be a number').int().min(10).default(1_000),

  RESCIND_RECONCILE_EVERY: reconcileEvery,

  RESCIND_PUBLIC_URL: httpUrl.default('http://127.0.0.1:3000'),
  RESCIND_PAYMENTS_URL: httpUrl.optional(),
  RESCIND_CARRIER_URL: httpUrl.optional(),
  RESCIND_SHOP_URL: httpUrl.optional(),
  RESCIND_WEBHOOK_SECRET: secret.optional(),
  RESCIND_API_KEY: apiKey.optional(),
  RESCIND_WEBHOOKS_ALLOW_LOOPBACK: flag.default(false),
});

/** The environment, read once at the start and passed down. */
export interface Settings {
  production: boolean;
  logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  /** The API's port, or the port of the worker's health. */
  port: number;
  metricsPort?: number;
  databaseUrl: string;
  temporal: {
    address: string;
    namespace: string;
    apiKey?: string;
    tls?: { serverCa?: string; clientCertificate?: string; clientKey?: string; serverName?: string };
  };
  /** Where staff read workflows' histories: the Temporal Web UI. */
  temporalUiUrl?: string;
  /** Workflows that the worker keeps in memory between their tasks. */
  maxCachedWorkflows: number;
  /** Between two passes of reconciliation, ms; 0: none. */
  reconcileEveryMs: number;
  /** Where customers and merchants reach the API. */
  publicUrl: string;
  paymentsUrl?: string;
  carrierUrl?: string;
  shopUrl?: string;
  /** Signs and checks webhooks between the payment provider and the API. */
  webhookSecret?: string;
  /** A key that the API accepts from its start on, as a service of the shop `demo`: for one machine only. */
  bootstrapApiKey?: string;
  /** Outgoing webhooks may go to this machine, also without TLS: for developing only. */
  webhooksAllowLoopback: boolean;
}

type WithoutUndefined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** Leaves out what is undefined, so that an optional property is there or not. */
function defined<T extends object>(object: T): WithoutUndefined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as WithoutUndefined<T>;
}

function tlsOf(read: z.infer<typeof environment>): object | undefined {
  const tls = defined({
    serverCa: read.TEMPORAL_TLS_SERVER_CA_CERT_PATH,
    clientCertificate: read.TEMPORAL_TLS_CLIENT_CERT_PATH,
    clientKey: read.TEMPORAL_TLS_CLIENT_KEY_PATH,
    serverName: read.TEMPORAL_TLS_SERVER_NAME,
  });
  // An API key must not travel in the clear unless somebody says so.
  const wanted = read.TEMPORAL_TLS ?? (read.TEMPORAL_API_KEY !== undefined || Object.keys(tls).length > 0);
  return wanted ? tls : undefined;
}

/**
 * Reads the environment of the API or the worker. An empty variable counts as unset.
 * @throws {EnvironmentError} with every bad variable at once.
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map((issue) => {
        const name = issue.path.join('.');
        return { name, problem: env[name] === undefined || env[name] === '' ? 'is missing' : issue.message };
      }),
    );
  }
  const read = parsed.data;
  if (read.NODE_ENV === 'production' && read.RESCIND_WEBHOOKS_ALLOW_LOOPBACK) {
    const problem = 'is for developing only: not with NODE_ENV=production';
    throw new EnvironmentError([{ name: 'RESCIND_WEBHOOKS_ALLOW_LOOPBACK', problem }]);
  }
  return defined({
    production: read.NODE_ENV === 'production',
    logLevel: read.LOG_LEVEL,
    port: read.PORT,
    metricsPort: read.METRICS_PORT,
    databaseUrl: read.DATABASE_URL,
    temporal: defined({
      address: read.TEMPORAL_ADDRESS,
      namespace: read.TEMPORAL_NAMESPACE,
      apiKey: read.TEMPORAL_API_KEY,
      tls: tlsOf(read),
    }),
    temporalUiUrl: read.RESCIND_TEMPORAL_UI_URL,
    maxCachedWorkflows: read.RESCIND_MAX_CACHED_WORKFLOWS,
    reconcileEveryMs: read.RESCIND_RECONCILE_EVERY,
    publicUrl: read.RESCIND_PUBLIC_URL,
    paymentsUrl: read.RESCIND_PAYMENTS_URL,
    carrierUrl: read.RESCIND_CARRIER_URL,
    shopUrl: read.RESCIND_SHOP_URL,
    webhookSecret: read.RESCIND_WEBHOOK_SECRET,
    bootstrapApiKey: read.RESCIND_API_KEY,
    webhooksAllowLoopback: read.RESCIND_WEBHOOKS_ALLOW_LOOPBACK,
  });
}
