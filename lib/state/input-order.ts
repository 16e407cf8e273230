import { sqlOf } from '../manifest/sql-of';
import type { JsonObject } from '../util/json';

/**
 * Whether a node may tell its inputs apart by their places. SQL does so by `input_N`, and by `source` or
 * `input_data` for the first; what has no SQL may mean the first.
 */
export function inputOrderCounts(config: JsonObject): boolean {
  const sql = sqlOf(config);
  return sql === null || /\b(?:input_\w+|source(?!\s*\.))\b/i.test(sql);
}
