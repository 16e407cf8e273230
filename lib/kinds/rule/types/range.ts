import { quoteName, quoteText } from '../../../engine/sql-text';
import type { JsonValue } from '../../../util/json';
import { err, ok } from '../../../util/result';
import { columnOfCheck } from '../columns-of-check';
import type { RuleType } from '../rule-type';

/** Rows whose value is below min_val or above max_val; both limits are allowed values, nulls pass. */
export const rangeCheck: RuleType = {
  prepare({ check, data }) {
    const column = columnOfCheck(check, data);
    if (!column.ok) return Promise.resolve(column);
    const name = quoteName(column.value);
    const low = toSql(check.params?.['min_val']);
    const high = toSql(check.params?.['max_val']);
    if (low === null && high === null) {
      return Promise.resolve(
        err({
          code: 'invalid_config',
          message: `The range check on ${column.value} has no limit.`,
          hint: 'Add min_val or max_val, or both, to the params of the check.',
        }),
      );
    }
    const outside = [
      ...(low === null ? [] : [`${name} < ${low}`]),
      ...(high === null ? [] : [`${name} > ${high}`]),
    ].join(' OR ');
    return Promise.resolve(
      ok({
        query: `FROM ${data.view} WHERE ${outside}`,
        columns: [column.value],
        judge: (violations) => ({
          passed: violations === 0,
          message: `Range check on ${column.value}: ${String(violations)}/${String(data.rowCount)} rows out of range`,
        }),
      }),
    );
  },
};

/** Text is left to DuckDB to read as the column's type, so that dates work. */
function toSql(limit: JsonValue | undefined): string | null {
  if (typeof limit === 'number') return String(limit);
  return typeof limit === 'string' ? quoteText(limit) : null;
}
