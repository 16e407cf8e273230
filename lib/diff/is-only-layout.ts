import type { FieldChange } from './field-change';
import { isSameSql } from './sql-tokens';

/** Whether it is SQL that differs in comments, layout or case of keywords, and so says the same. */
export function isOnlyLayout({ path, before, after }: FieldChange): boolean {
  const isSql = path === 'sql' || path === 'transform';
  return isSql && typeof before === 'string' && typeof after === 'string'
    ? isSameSql(before, after)
    : false;
}
