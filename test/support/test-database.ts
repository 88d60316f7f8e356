import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { withDatabase } from '../../src/local/postgres/databases';
import { askFor } from './broker';

/** A database of a test file's own. */
export interface TestDatabase extends AsyncDisposable {
  url: string;
  name: string;
  drop: () => Promise<void>;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function create(url: string, template: string): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await onServer(url, `create database ${name} template ${template}`);
  const drop = () => onServer(url, `drop database if exists ${name} with (force)`);
  return { url: withDatabase(url, name), name, drop, [Symbol.asyncDispose]: drop };
}

/** A new database with all migrations applied (a copy of a template, about 50 ms). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, template } = await askFor('template');
  return create(url, template);
}

/** A new database with nothing in it. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const { url } = await askFor('postgres');
  return create(url, 'template0');
}
