import { splitStatements } from '../../../engine/split-statements';
import { err, ok } from '../../../util/result';
import type { AuditType } from '../audit-type';

/** A query over `__THIS__` gives no row. */
export const customSql: AuditType = {
  prepare({ sql }) {
    const [statement, ...others] = splitStatements(sql ?? '');
    if (statement === undefined || others.length > 0) {
      return err({
        code: 'invalid_config',
        message:
          statement === undefined
            ? 'The audit custom_sql has no sql.'
            : 'The audit custom_sql has several statements.',
        hint: 'Write one query of the rows that are wrong, as in "sql: SELECT * FROM __THIS__ WHERE amount < 0".',
      });
    }
    return ok({
      count: `SELECT count(*) AS n FROM (${statement.sql}\n)`,
      violations: statement.sql,
      columns: [],
      judge: (n) => ({
        passed: n === 0,
        failingRows: n,
        message: n === 0 ? 'Custom audit passed' : `${String(n)} failing rows`,
      }),
    });
  },
};
