import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteText } from '../engine/sql-text';

/** Writes the results of queries as Parquet files: absolute path to SQL. */
export async function writeParquet(files: Readonly<Record<string, string>>): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  for (const [path, query] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true });
    await connection.run(`COPY (${query}) TO ${quoteText(path)} (FORMAT parquet)`);
  }
  connection.closeSync();
  instance.closeSync();
}
