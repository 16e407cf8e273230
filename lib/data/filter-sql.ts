import type { SandboxColumn } from '../engine/sandbox';
import { quoteName, quoteText } from '../engine/sql-text';
import type { ColumnFilter } from './ask';

const comparisons = { lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

/** The filters as an SQL condition; all must hold. Their columns must be among the given ones. */
export function filterSql(
  filters: readonly ColumnFilter[],
  columns: readonly SandboxColumn[],
): string {
  if (filters.length === 0) return 'true';
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return filters
    .map((filter) =>
      filter.column === null
        ? `(${columns.map(({ name }) => contains(name, filter.value)).join(' OR ')})`
        : condition(filter.column, types.get(filter.column) ?? 'VARCHAR', filter),
    )
    .join(' AND ');
}

function condition(column: string, type: string, { operator, value }: ColumnFilter): string {
  const name = quoteName(column);
  const literal = `CAST(${quoteText(value)} AS ${type})`;
  switch (operator) {
    case 'contains':
      return contains(column, value);
    case 'is_null':
      return `${name} IS NULL`;
    case 'not_null':
      return `${name} IS NOT NULL`;
    case 'eq':
      return `${name} = ${literal}`;
    case 'ne':
      // A missing value is not equal to anything, and belongs to the rest.
      return `${name} IS DISTINCT FROM ${literal}`;
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return `${name} ${comparisons[operator]} ${literal}`;
  }
}

function contains(column: string, value: string): string {
  return `contains(lower(CAST(${quoteName(column)} AS VARCHAR)), lower(${quoteText(value)}))`;
}
