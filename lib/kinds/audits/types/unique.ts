import { quoteName } from '../../../engine/sql-text';
import { ok } from '../../../util/result';
import type { AuditType } from '../audit-type';
import { columnsOfAudit } from '../columns-of-audit';

/** No combination of the columns occurs twice; nulls count as equal. */
export const unique: AuditType = {
  prepare(audit, output) {
    const columns = columnsOfAudit(audit, output);
    if (!columns.ok) return columns;
    const names = [...new Set(columns.value)].map(quoteName).join(', ');
    const groups = `FROM ${output.view} GROUP BY ${names} HAVING count(*) > 1`;
    return ok({
      count: `SELECT count(*) AS n FROM (SELECT ${names} ${groups})`,
      violations: `SELECT ${names}, count(*) AS occurrences ${groups} ORDER BY count(*) DESC`,
      columns: columns.value,
      judge: (n) => ({
        passed: n === 0,
        failingRows: n,
        message: n === 0 ? 'All values unique' : `${String(n)} duplicate groups`,
      }),
    });
  },
};
