import { setTimeout as wait } from 'node:timers/promises';
import { Client, DatabaseError, Pool } from 'pg';
import type { Answer } from './answer';

/** One lock for all sandboxes, so that schemas are made one after the other. */
const SCHEMA_LOCK = 7_306_011;
const MAX_CONNECTIONS = 8;
const CREATE_TRIES = 50;

const UNKNOWN_DATABASE = '3D000';
/** Another sandbox is creating it at this moment. */
const BEING_CREATED = ['42P04', '23505', '55006'];

/** A named statement: parsed once a connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export interface DatabaseOptions {
  readonly databaseUrl: string;
  /** Idempotent DDL. */
  readonly ddl: string;
  readonly onFault: (error: unknown) => void;
}

/** Opens the database, creating it and the schema where they are missing. */
export async function openDatabase({ databaseUrl, ddl, onFault }: DatabaseOptions): Promise<Pool> {
  await createDatabaseIfMissing(databaseUrl);
  const pool = new Pool({ connectionString: databaseUrl, max: MAX_CONNECTIONS });
  pool.on('error', onFault);
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${SCHEMA_LOCK}); ${ddl}; COMMIT`);
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
  return pool;
}

/** Runs a statement whose single row is an answer: `status` and `body`, JSON text. */
export async function ask(pool: Pool, statement: Statement, values: readonly unknown[]): Promise<Answer> {
  const { rows } = await pool.query<Answer>({ ...statement, values: [...values] });
  const [row] = rows;
  if (!row) throw new Error(`${statement.name} gave no answer`);
  return row;
}

async function createDatabaseIfMissing(databaseUrl: string): Promise<void> {
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  for (let tries = 1; await isMissing(databaseUrl); tries += 1) {
    const maintenance = new URL(databaseUrl);
    maintenance.pathname = '/postgres';
    const client = new Client({ connectionString: maintenance.href });
    await client.connect();
    try {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    } catch (error) {
      if (!hasCode(error, BEING_CREATED) || tries === CREATE_TRIES) throw error;
      await wait(100);
    } finally {
      await client.end();
    }
  }
}

async function isMissing(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    return false;
  } catch (error) {
    if (hasCode(error, [UNKNOWN_DATABASE])) return true;
    throw error;
  } finally {
    await client.end();
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof DatabaseError && error.code !== undefined && codes.includes(error.code);
}
