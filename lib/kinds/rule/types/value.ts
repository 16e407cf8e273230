import { withSqlEquals } from '../../sql-equals';
import { err, ok } from '../../../util/result';
import type { RuleType } from '../rule-type';

/** The older form `rule: {value: "amount > 0"}`: rows for which the condition isn't true. */
export const valueCheck: RuleType = {
  prepare({ check, data }) {
    const condition = check.value ?? '';
    if (condition.trim() === '') {
      return Promise.resolve(
        err({
          code: 'invalid_config',
          message: 'The check has an empty value.',
          hint: 'Write a condition that every row must meet, as in "amount > 0".',
        }),
      );
    }
    return Promise.resolve(
      ok({
        query: `FROM ${data.view} WHERE (${withSqlEquals(condition)}\n) IS NOT TRUE`,
        columns: [],
        judge: (violations) => ({
          passed: violations === 0,
          message: `Condition ${condition}: ${String(violations)}/${String(data.rowCount)} rows don't meet it`,
        }),
      }),
    );
  },
};
