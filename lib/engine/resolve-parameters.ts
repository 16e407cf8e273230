import type { JsonValue } from '../util/json';

/**
 * Puts the node's own `params` in the place of `{{ key }}`. Text goes in as it is, without quotes. An
 * expression that names no parameter stays as it is, and DuckDB will point at it.
 */
export function resolveParameters(
  sql: string,
  params: Readonly<Record<string, JsonValue>>,
): string {
  return sql.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (expression, key: string) => {
    const value = params[key];
    if (value === undefined || value === null) return expression;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
}
