import type { FieldChange } from './field-change';
import { isSameSql } from './sql-tokens';

/** Whether it is SQL that differs in comments, layout or case of keywords, and so says the same. */
export function isOnlyLayout({ path, before, after }: FieldChange): boolean {
  return isSqlField(path) && typeof before === 'string' && typeof after === 'string'
    ? isSameSql(before, after)
    : false;
}

/** Whether a field of a node holds the SQL that makes its output. */
export function isSqlField(path: string): boolean {
  return path === 'sql' || path === 'transform';
}
