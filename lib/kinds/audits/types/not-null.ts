import { quoteName } from '../../../engine/sql-text';
import { ok } from '../../../util/result';
import type { AuditType } from '../audit-type';
import { columnsOfAudit } from '../columns-of-audit';

/** No row has a null in any of the columns. */
export const notNull: AuditType = {
  prepare(audit, output) {
    const columns = columnsOfAudit(audit, output);
    if (!columns.ok) return columns;
    const isNull = columns.value.map((name) => `${quoteName(name)} IS NULL`).join(' OR ');
    const violations = `FROM ${output.view} WHERE ${isNull}`;
    return ok({
      count: `SELECT count(*) AS n ${violations}`,
      violations,
      columns: columns.value,
      judge: (n) => ({
        passed: n === 0,
        failingRows: n,
        message: n === 0 ? 'All values non-null' : `${String(n)} rows with NULL values`,
      }),
    });
  },
};
