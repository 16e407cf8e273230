import { quoteName, quoteText } from '../../../engine/sql-text';
import { err, ok } from '../../../util/result';
import type { AuditType } from '../audit-type';
import { columnsOfAudit } from '../columns-of-audit';

/** Every value of the first column that isn't null is among the listed ones, compared as text. */
export const acceptedValues: AuditType = {
  prepare(audit, output) {
    const columns = columnsOfAudit(audit, output);
    if (!columns.ok) return columns;
    const [column = ''] = columns.value;
    const values = audit.values ?? [];
    if (values.length === 0) {
      return err({
        code: 'invalid_config',
        message: 'The audit accepted_values lists no values.',
        hint: 'Add "values: [paid, open]" to it.',
      });
    }
    const listed = values.map((value) => quoteText(String(value))).join(', ');
    const violations = `FROM ${output.view} WHERE CAST(${quoteName(column)} AS VARCHAR) NOT IN (${listed})`;
    return ok({
      count: `SELECT count(*) AS n ${violations}`,
      violations,
      columns: [column],
      judge: (n) => ({
        passed: n === 0,
        failingRows: n,
        message: n === 0 ? 'All values accepted' : `${String(n)} rows with invalid values`,
      }),
    });
  },
};
