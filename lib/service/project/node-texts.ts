import type { ManifestNode } from '../../manifest/manifest';
import { sqlOf } from '../../manifest/sql-of';
import { isJsonObject, type JsonValue } from '../../util/json';
import { maskSecretsInText } from '../../util/mask-secrets';

/** The SQL of a node as people may see it: as it was written, secrets covered; null when it has none. */
export function shownSqlOf({ config }: ManifestNode): string | null {
  const sql = sqlOf(config);
  return sql === null ? null : maskSecretsInText(sql);
}

/** The declared columns of a node: what is said of each in words. */
export function declaredColumnsOf({
  columns,
}: ManifestNode): { readonly name: string; readonly text: string }[] {
  return Object.entries(columns).map(([name, column]) => ({ name, text: columnText(column) }));
}

function columnText(column: JsonValue): string {
  if (typeof column === 'string') return column;
  if (!isJsonObject(column)) return '';
  return [column['dtype'] ?? column['type'], column['description']]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .join(' · ');
}
