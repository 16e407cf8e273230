import { quoteName } from '../../../engine/sql-text';
import { ok } from '../../../util/result';
import { columnsOfCheck } from '../columns-of-check';
import type { RuleType } from '../rule-type';

/** Groups of two or more rows that are equal in the columns; nulls count as equal. */
export const uniquenessCheck: RuleType = {
  prepare({ check, data }) {
    const columns = columnsOfCheck(check, data);
    if (!columns.ok) return Promise.resolve(columns);
    const names = [...new Set(columns.value)].map(quoteName).join(', ');
    return Promise.resolve(
      ok({
        query: `SELECT ${names}, count(*) AS row_count FROM ${data.view} GROUP BY ${names} HAVING count(*) > 1`,
        columns: columns.value,
        judge: (violations) => ({
          passed: violations === 0,
          message: `Uniqueness check on [${columns.value.join(', ')}]: ${String(violations)} duplicate groups found`,
        }),
      }),
    );
  },
};
