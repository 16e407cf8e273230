import { quoteName } from '../../../engine/sql-text';
import { err, ok } from '../../../util/result';
import { columnsOfCheck } from '../columns-of-check';
import type { RuleType } from '../rule-type';

/** Rows with a null in any of the columns; a share of them may be allowed. */
export const nullCheck: RuleType = {
  prepare({ check, data }) {
    const columns = columnsOfCheck(check, data);
    if (!columns.ok) return Promise.resolve(columns);
    const limit = check.params?.['max_null_percentage'] ?? 0;
    if (typeof limit !== 'number' || limit < 0 || limit > 1) {
      return Promise.resolve(
        err({
          code: 'invalid_config',
          message: 'max_null_percentage must be a share from 0 to 1.',
          hint: 'Write 0.05 for five percent.',
        }),
      );
    }
    const names = columns.value;
    const isNull = names.map((name) => `${quoteName(name)} IS NULL`).join(' OR ');
    return Promise.resolve(
      ok({
        query: `FROM ${data.view} WHERE ${isNull}`,
        columns: names,
        judge: (violations) => {
          const share = data.rowCount === 0 ? 0 : violations / data.rowCount;
          const percent = String(Number((share * 100).toFixed(2)));
          return {
            passed: share <= limit,
            message: `Null check: ${String(violations)}/${String(data.rowCount)} rows (${percent}%) have nulls in [${names.join(', ')}]`,
          };
        },
      }),
    );
  },
};
