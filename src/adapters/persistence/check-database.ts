import { sql } from 'kysely';
import type { Database } from './database';
import { migrationNames } from './migrate';

/** Throws while the database does not answer. */
export async function checkConnection(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}

/** Throws while a migration that this version needs is not applied. */
export async function checkMigrations(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const applied = new Set(rows.map(({ name }) => name));
  const missing = (await migrationNames()).filter((name) => !applied.has(name));
  if (missing.length > 0) throw new Error(`Not applied: ${missing.join(', ')}`);
}
