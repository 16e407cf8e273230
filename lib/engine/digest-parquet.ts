import type { EngineConnection } from './connection';
import { describeQuery } from './describe-query';
import { quoteText } from './sql-text';

/**
 * What a Parquet file says, as a short text: equal for the same columns and the same rows, in whatever
 * order they are written.
 */
export async function digestParquet(connection: EngineConnection, path: string): Promise<string> {
  const query = `FROM read_parquet(${quoteText(path)})`;
  const columns = await describeQuery(connection, query);
  // Two sums over the hashes: one alone could not tell some sets of rows from others.
  const [row] = await connection.rows(
    `SELECT count(*) AS n, sum(hash(t))::VARCHAR AS total, bit_xor(hash(t, 1))::VARCHAR AS mixed
     FROM read_parquet(${quoteText(path)}) AS t`,
  );
  return JSON.stringify([[...columns], row?.['n'], row?.['total'], row?.['mixed']]);
}
