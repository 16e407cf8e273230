import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OneConnection } from './one-connection';

export type DatabaseClient = ReturnType<OneConnection['createClient']>;

interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, as Prisma computes it. */
  readonly checksum: string;
}

/** The database was made by another version of the program, or somebody changed it by hand. */
export class ForeignDatabaseError extends Error {
  override readonly name = 'ForeignDatabaseError';
}

/** As `prisma migrate` defines it, so that either may go on where the other stopped. */
const journalTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/**
 * Brings a database to the newest schema: what `prisma migrate deploy` does, without the engine that it
 * downloads. Each migration is applied whole or not at all. The caller sees to it that nobody else does
 * the same at that moment.
 *
 * @throws ForeignDatabaseError when the database has had other migrations than those in the folder
 */
export async function applyMigrations(client: DatabaseClient, folder: string): Promise<void> {
  const migrations = await readMigrations(folder);
  await client.execute(journalTable);
  const { rows } = await client.execute(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name',
  );
  for (const [index, row] of rows.entries()) {
    const expected = migrations[index];
    const isOurs =
      expected !== undefined &&
      row['migration_name'] === expected.name &&
      row['checksum'] === expected.checksum &&
      row['finished_at'] !== null;
    if (!isOurs) {
      throw new ForeignDatabaseError(
        `The database has had the migration ${textOf(row['migration_name'])}, which this version doesn't know in this form.`,
      );
    }
  }
  for (const migration of migrations.slice(rows.length)) await apply(client, migration);
}

/** A value of the database for a sentence. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const file = await readFile(join(folder, name, 'migration.sql'));
      const checksum = createHash('sha256').update(file).digest('hex');
      return { name, sql: file.toString('utf8'), checksum };
    }),
  );
}

async function apply(client: DatabaseClient, { name, sql, checksum }: Migration): Promise<void> {
  const now = String(Date.now());
  // A script takes no parameters. What is put in is ours: hex digits, numbers and the name of a folder.
  const record = `INSERT INTO _prisma_migrations
    (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count)
    VALUES ('${randomUUID()}', '${checksum}', ${now}, '${name.replaceAll("'", "''")}', NULL, NULL, ${now}, 1)`;
  await client.executeMultiple(`BEGIN IMMEDIATE;\n${sql}\n;${record};\nCOMMIT;`);
}
