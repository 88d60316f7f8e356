/** What Temporal needs to know of a PostgreSQL server: the parts of its URL. */
export interface DatabaseAddress {
  host: string;
  port: string;
  user: string;
  password: string;
  /** Undefined: no TLS. */
  tls?: { verifyHost: boolean };
}

/** Reads a PostgreSQL URL the way libpq does, as far as Temporal can use it. */
export function databaseAddress(url: string): DatabaseAddress {
  const parsed = new URL(url);
  const mode = parsed.searchParams.get('sslmode') ?? 'disable';
  return {
    host: parsed.hostname,
    port: parsed.port === '' ? '5432' : parsed.port,
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    ...(['require', 'verify-ca', 'verify-full', 'no-verify'].includes(mode)
      ? { tls: { verifyHost: mode === 'verify-full' } }
      : {}),
  };
}
