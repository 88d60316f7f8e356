import { EnvironmentError } from '../../src/config/environment-error';
import { readLocalSettings } from '../../src/config/local-settings';
import { readSettings } from '../../src/config/settings';

const NEEDED = { DATABASE_URL: 'postgres://u:p@db:5432/rescind', TEMPORAL_ADDRESS: 'temporal:7233' };

function failure(act: () => unknown): EnvironmentError {
  try {
    act();
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
  }
  throw new Error('No EnvironmentError was thrown');
}

describe('readSettings', () => {
  it('needs only the two addresses, and takes an empty variable for unset', () => {
    expect(readSettings({ ...NEEDED, TEMPORAL_API_KEY: '', PORT: '' })).toEqual({
      production: false,
      logLevel: 'info',
      port: 3000,
      databaseUrl: NEEDED.DATABASE_URL,
      temporal: { address: 'temporal:7233', namespace: 'rescind' },
      maxCachedWorkflows: 1_000,
      reconcileEveryMs: 3_600_000,
      publicUrl: 'http://127.0.0.1:3000',
      webhooksAllowLoopback: false,
    });
  });

  it('names every bad variable at once, and no value', () => {
    const error = failure(() =>
      readSettings({ DATABASE_URL: 'mysql://u:hidden@h/x', PORT: 'many', RESCIND_API_KEY: 'short' }),
    );
    expect(error.variables.map(({ name }) => name).sort()).toEqual([
      'DATABASE_URL',
      'PORT',
      'RESCIND_API_KEY',
      'TEMPORAL_ADDRESS',
    ]);
    expect(error.message).toMatch(/TEMPORAL_ADDRESS +is missing/);
    expect(error.message).not.toMatch(/hidden|short/);
  });

  it('encrypts the way to Temporal as soon as there is an API key, unless told otherwise', () => {
    const withKey = { ...NEEDED, TEMPORAL_API_KEY: 'key' };
    expect(readSettings(withKey).temporal).toMatchObject({ apiKey: 'key', tls: {} });
    expect(readSettings({ ...withKey, TEMPORAL_TLS: 'false' }).temporal).not.toHaveProperty('tls');
    expect(readSettings({ ...NEEDED, TEMPORAL_TLS_CLIENT_CERT_PATH: '/c' }).temporal.tls).toEqual({
      clientCertificate: '/c',
    });
  });
});

describe('readLocalSettings', () => {
  it('refuses a way to Temporal that does not exist', () => {
    expect(failure(() => readLocalSettings({ RESCIND_TEMPORAL: 'docker' })).message).toMatch(/RESCIND_TEMPORAL.*built/);
  });
});

it.each([
  ['30m', 1_800_000],
  ['1d', 86_400_000],
  ['off', 0],
])('reads how often to reconcile: %s', (text, ms) => {
  expect(readSettings({ ...NEEDED, RESCIND_RECONCILE_EVERY: text }).reconcileEveryMs).toBe(ms);
});

it.each(['hourly', '0h', '1w', '-1h'])('refuses to reconcile every %s', (text) => {
  expect(() => readSettings({ ...NEEDED, RESCIND_RECONCILE_EVERY: text })).toThrow('RESCIND_RECONCILE_EVERY');
});

it('lets webhooks go to this machine only where that is said, and never in production', () => {
  const allowed = { ...NEEDED, RESCIND_WEBHOOKS_ALLOW_LOOPBACK: 'true' };
  expect(readSettings(allowed).webhooksAllowLoopback).toBe(true);
  expect(() => readSettings({ ...allowed, NODE_ENV: 'production' })).toThrow('RESCIND_WEBHOOKS_ALLOW_LOOPBACK');
  expect(readSettings({ ...NEEDED, NODE_ENV: 'production' }).webhooksAllowLoopback).toBe(false);
});
