import type { JsonObject } from '../util/json';

/** The SQL of a node's document as it was written; null when it has none. */
export function sqlOf(config: JsonObject): string | null {
  const sql = config['transform'] ?? config['sql'];
  return typeof sql === 'string' ? sql : null;
}
