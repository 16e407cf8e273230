import { err, ok } from '../../../util/result';
import type { AuditType } from '../audit-type';

/** The output has at least `min` and at most `max` rows. */
export const rowCount: AuditType = {
  prepare({ min = null, max = null }, { view }) {
    if (min === null && max === null) {
      return err({
        code: 'invalid_config',
        message: 'The audit row_count has no limit.',
        hint: 'Add min or max, or both, to it.',
      });
    }
    return ok({
      count: `SELECT count(*) AS n FROM ${view}`,
      violations: null,
      columns: [],
      judge: (n) => {
        const trouble =
          min !== null && n < min
            ? `count ${String(n)} < min ${String(min)}`
            : max !== null && n > max
              ? `count ${String(n)} > max ${String(max)}`
              : null;
        return {
          passed: trouble === null,
          failingRows: trouble === null ? 0 : n,
          message: trouble ?? `Row count ${String(n)} within bounds`,
        };
      },
    });
  },
};
