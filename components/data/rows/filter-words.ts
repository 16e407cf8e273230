import type { ColumnFilter, FilterOperator } from '@/lib/data/ask';
import { isNumberType } from '../grid/column-look';

/** How a person reads each way to compare. */
export const operatorWords = {
  contains: 'contains',
  eq: 'is',
  ne: 'is not',
  lt: 'is less than',
  le: 'is at most',
  gt: 'is more than',
  ge: 'is at least',
  is_null: 'is null',
  not_null: 'is not null',
} as const satisfies Record<FilterOperator, string>;

/** What suits a type first. */
export function operatorsFor(type: string): readonly FilterOperator[] {
  const compared: FilterOperator[] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'];
  const nulls: FilterOperator[] = ['is_null', 'not_null'];
  return isNumberType(type) || /^(DATE|TIME)/.test(type)
    ? [...compared, 'contains', ...nulls]
    : ['contains', ...compared, ...nulls];
}

export function needsValue(operator: FilterOperator): boolean {
  return operator !== 'is_null' && operator !== 'not_null';
}

/** `amount is at least 10` */
export function filterText({ column, operator, value }: ColumnFilter): string {
  const what = needsValue(operator) ? ` ${value === '' ? '""' : value}` : '';
  return `${column ?? 'any column'} ${operatorWords[operator]}${what}`;
}
