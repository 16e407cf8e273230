import type { Client } from 'pg';
import type { ExecutionFailure } from '../kind';

/** What keeps rows from being written although the database would let them. Ends the transaction. */
export class TargetProblem extends Error {
  readonly failure: ExecutionFailure;

  constructor(failure: ExecutionFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The names of a table's columns; null when there is no such table. `name`: as SQL has it. */
export async function existingColumns(
  client: Client,
  name: string,
): Promise<ReadonlySet<string> | null> {
  const { rows } = await client.query<{ found: boolean; names: string[] | null }>(
    `SELECT to_regclass($1) IS NOT NULL AS found,
            (SELECT array_agg(attname::text) FROM pg_catalog.pg_attribute
             WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped) AS names`,
    [name],
  );
  return rows[0]?.found === true ? new Set(rows[0].names ?? []) : null;
}

/** An empty table of the same types, which is gone at the end of the transaction. Returns its name. */
export async function stageFor(client: Client, table: string, names: string): Promise<string> {
  const stage = 'pg_temp.seeknal_stage';
  await client.query(
    `CREATE TEMP TABLE seeknal_stage ON COMMIT DROP AS SELECT ${names} FROM ${table} WHERE false`,
  );
  return stage;
}
