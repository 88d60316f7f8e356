import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Migrator, sql } from 'kysely';
import type { Migration } from 'kysely';
import { openDatabase } from './database';
import { projectRoot } from './project-root';

const FOLDER = join('src', 'adapters', 'persistence', 'migrations');

/** Names of all migrations that there are, in their order. */
export async function migrationNames(): Promise<string[]> {
  const files = await readdir(join(projectRoot(), FOLDER));
  return files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''))
    .sort();
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const folder = join(projectRoot(), FOLDER);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const read = files.map(async (file): Promise<[string, Migration]> => {
    const text = await readFile(join(folder, file), 'utf8');
    return [
      file.replace(/\.sql$/, ''),
      {
        up: async (db) => {
          await sql.raw(text).execute(db);
        },
      },
    ];
  });
  return Object.fromEntries(await Promise.all(read));
}

/**
 * Brings the database up to date, under an advisory lock, so that any number of processes may do it at once.
 * @throws the database's own error when a migration fails; nothing of that migration stays.
 */
export async function migrate(databaseUrl: string): Promise<{ applied: string[] }> {
  const db = openDatabase(databaseUrl, { max: 2 });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined) throw error instanceof Error ? error : new Error(JSON.stringify(error));
    return { applied: results.map(({ migrationName }) => migrationName) };
  } finally {
    await db.destroy();
  }
}
