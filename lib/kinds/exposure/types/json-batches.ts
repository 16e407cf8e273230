import type { EngineConnection } from '../../../engine/connection';
import { describeQuery } from '../../../engine/describe-query';
import { quoteName, quoteText } from '../../../engine/sql-text';

/** Some rows as a JSON list of objects. */
export interface JsonBatch {
  readonly json: string;
  readonly rowCount: number;
}

/** The rows of a Parquet file in its order, some at a time. JSON has no infinite numbers: they are null. */
export async function* jsonBatches(
  connection: EngineConnection,
  path: string,
  size: number,
): AsyncGenerator<JsonBatch> {
  const file = quoteText(path);
  const columns = await describeQuery(connection, `FROM read_parquet(${file})`);
  const values = [...columns].map(([name, type]) => {
    const column = quoteName(name);
    return type === 'DOUBLE' || type === 'FLOAT'
      ? `CASE WHEN isfinite(${column}) THEN ${column} END AS ${column}`
      : column;
  });
  for (let start = 0; ; start += size) {
    const rows = await connection.rows(
      `SELECT CAST(to_json(t) AS VARCHAR) AS json
       FROM (SELECT ${values.join(', ')} FROM read_parquet(${file}, file_row_number = true)
             WHERE file_row_number >= ${String(start)} AND file_row_number < ${String(start + size)}
             ORDER BY file_row_number) AS t`,
    );
    if (rows.length > 0) {
      const objects = rows.map(({ json }) => (typeof json === 'string' ? json : 'null'));
      yield { json: `[${objects.join(',')}]`, rowCount: rows.length };
    }
    if (rows.length < size) return;
  }
}
