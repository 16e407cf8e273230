import type { EngineConnection } from '../engine/connection';
import { quoteText } from '../engine/sql-text';
import type { JsonValue } from '../util/json';
import { isJsonArray, isJsonObject } from '../util/json';

/** The tree of a SELECT as DuckDB's own parser sees it; null when it is none, or has a mistake. */
export async function parseSql(
  connection: Pick<EngineConnection, 'rows'>,
  sql: string,
): Promise<JsonValue | null> {
  const [row] = await connection.rows(
    `SELECT json_serialize_sql(${quoteText(sql)}::VARCHAR)::VARCHAR AS tree`,
  );
  const text = row?.['tree'];
  const parsed = typeof text === 'string' ? (JSON.parse(text) as JsonValue) : null;
  const statements = isJsonObject(parsed) ? parsed['statements'] : undefined;
  return isJsonArray(statements) ? (statements[0] ?? null) : null;
}
