import { quoteName, quoteText } from '../../../engine/sql-text';
import { err, ok } from '../../../util/result';
import { parseDuration } from '../../duration';
import { columnOfCheck } from '../columns-of-check';
import type { RuleType } from '../rule-type';

/** Rows that are older than max_age; nulls have no age and pass. Times without a zone are UTC. */
export const freshnessCheck: RuleType = {
  prepare({ check, data, context }) {
    const column = columnOfCheck(check, data);
    if (!column.ok) return Promise.resolve(column);
    const maxAge = check.params?.['max_age'] ?? check['max_age'];
    const seconds = parseDuration(maxAge);
    if (seconds === null) {
      return Promise.resolve(
        err({
          code: 'invalid_config',
          message: `The freshness check on ${column.value} needs a max_age.`,
          hint: 'Write 45s, 30m, 24h, 7d or a number of seconds into the params of the check.',
        }),
      );
    }
    const oldest = new Date(context.now().getTime() - seconds * 1000).toISOString();
    const type =
      data.columns.get(column.value) === 'TIMESTAMP WITH TIME ZONE' ? 'TIMESTAMPTZ' : 'TIMESTAMP';
    const limit = type === 'TIMESTAMPTZ' ? oldest : oldest.slice(0, -1);
    return Promise.resolve(
      ok({
        query: `FROM ${data.view} WHERE CAST(${quoteName(column.value)} AS ${type}) < CAST(${quoteText(limit)} AS ${type})`,
        columns: [column.value],
        judge: (violations) => ({
          passed: violations === 0,
          message: `Freshness check on ${column.value}: ${String(violations)}/${String(data.rowCount)} rows older than ${String(maxAge)}`,
        }),
      }),
    );
  },
};
