import type { Database, Transaction } from './database';
import { STALE_PLAN } from './prepared-statements';

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const UNIQUE_VIOLATION = '23505';
const ATTEMPTS = 5;

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}

function isRetryable(error: unknown): boolean {
  return [SERIALIZATION_FAILURE, DEADLOCK_DETECTED, STALE_PLAN].some((code) => code === codeOf(error));
}

/** Did somebody else put a row under the same key first? */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === UNIQUE_VIOLATION;
}

/**
 * Runs `work` in one READ COMMITTED transaction; again, up to five times, when PostgreSQL gives it up for a deadlock, a
 * serialization failure or a migration that came meanwhile. No network call inside.
 */
export async function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}
