import { quoteText } from '../../../engine/sql-text';
import type { JsonObject } from '../../../util/json';
import { err, ok, type Result } from '../../../util/result';
import type { ExecutionFailure } from '../../kind';
import type { RuleType } from '../rule-type';
import { parseThreshold } from '../threshold';

const ownColumns = ['column_name', 'metric', 'value'];

/** One threshold of the check, and what became of it. */
interface ThresholdResult {
  readonly check_index: number;
  readonly column: string;
  readonly metric: string;
  readonly value: string | null;
  readonly status: 'pass' | 'warn' | 'fail';
  readonly message: string;
}

/** Compares the metrics of a profile with thresholds; a threshold that is met means trouble. */
export const profileCheck: RuleType = {
  async prepare({ node, check, data, context }) {
    const missing = ownColumns.filter((name) => !data.columns.has(name));
    if (missing.length > 0) {
      return err({
        code: 'missing_column',
        message: `A profile_check reads a profile; the first input of ${node.id} lacks ${missing.join(', ')}.`,
        hint: 'Name a node of kind profile, as in "inputs: [{ref: profile.orders}]".',
      });
    }
    const checks = check.checks ?? [];
    if (checks.length === 0) {
      return err({
        code: 'invalid_config',
        message: 'The profile_check has no checks.',
        hint: 'Add some, as in "checks: [{metric: row_count, fail: "< 1"}]".',
      });
    }
    const rows = await context.connection.rows(`SELECT ${ownColumns.join(', ')} FROM ${data.view}`);
    const values = new Map(
      rows.map((row) => [keyOf(row['column_name'], row['metric']), row['value'] ?? null]),
    );
    const results: ThresholdResult[] = [];
    for (const [index, threshold] of checks.entries()) {
      const result = compare(threshold, index, values);
      if (!result.ok) return result;
      results.push(result.value);
    }
    const met = results.filter(({ status }) => status !== 'pass');
    const count = (status: string): number =>
      results.filter((result) => result.status === status).length;
    return ok({
      query: violationsQuery(met),
      columns: [...new Set(results.map(({ column }) => column))],
      judge: () => ({
        passed: met.length === 0,
        message:
          met.length === 0
            ? `Profile check: ${String(results.length)} of ${String(results.length)} passed`
            : met.map(({ message }) => message).join('; '),
        ...(count('fail') === 0 ? { severity: 'warn' as const } : {}),
      }),
      facts: {
        checks: results.length,
        passed: count('pass'),
        warned: count('warn'),
        failed: count('fail'),
        results: results.map((result) => ({ ...result })),
      },
    });
  },
};

function compare(
  threshold: JsonObject,
  index: number,
  values: ReadonlyMap<string, unknown>,
): Result<ThresholdResult, ExecutionFailure> {
  const { metric, column = '_table_' } = threshold;
  if (typeof metric !== 'string' || typeof column !== 'string') {
    return invalid(index, 'has no metric', 'Name one, as in "metric: null_percent".');
  }
  const limits: { status: 'fail' | 'warn'; text: string; isMet: (value: number) => boolean }[] = [];
  for (const status of ['fail', 'warn'] as const) {
    const text = threshold[status];
    if (text === undefined || text === null) continue;
    const isMet = typeof text === 'string' ? parseThreshold(text) : null;
    if (typeof text !== 'string' || isMet === null) {
      return invalid(
        index,
        `has the threshold ${JSON.stringify(text)}`,
        'Write > 5, >= 5, < 5, <= 5, = 0, != 3 or between 1 and 9, in quotes.',
      );
    }
    limits.push({ status, text, isMet });
  }
  if (limits.length === 0) {
    return invalid(index, 'has no threshold', 'Add warn or fail, as in \'fail: "> 10"\'.');
  }
  const found = values.get(keyOf(column, metric));
  const value = typeof found === 'string' ? found : null;
  const result = { check_index: index, column, metric, value };
  if (found === undefined) {
    const message = `${column}.${metric} is not in the profile`;
    return ok({ ...result, status: 'fail', message });
  }
  const number = value === null ? null : Number(value);
  if (number !== null && Number.isNaN(number)) {
    const message = `${column}.${metric} = ${String(value)} is no number`;
    return ok({ ...result, status: 'fail', message });
  }
  // A metric without a value can't be told to be in order.
  const met = limits.find(({ isMet }) => number === null || isMet(number));
  const told = `${column}.${metric} = ${value ?? 'null'}`;
  return ok(
    met === undefined
      ? { ...result, status: 'pass', message: told }
      : { ...result, status: met.status, message: `${told} (${met.status}s: ${met.text})` },
  );
}

function violationsQuery(met: readonly ThresholdResult[]): string {
  const text = (value: string | null): string => (value === null ? 'NULL' : quoteText(value));
  const rows = met.map(
    (result) =>
      `(${quoteText(result.column)}, ${quoteText(result.metric)}, CAST(${text(result.value)} AS VARCHAR), ${quoteText(result.status)}, ${quoteText(result.message)})`,
  );
  const names = 'violations("column", metric, value, status, message)';
  return rows.length === 0
    ? `FROM (VALUES ('', '', '', '', '')) ${names} WHERE false`
    : `FROM (VALUES ${rows.join(', ')}) ${names}`;
}

function keyOf(column: unknown, metric: unknown): string {
  return JSON.stringify([column, metric]);
}

function invalid(index: number, what: string, hint: string): Result<never, ExecutionFailure> {
  return err({
    code: 'invalid_config',
    message: `Number ${String(index + 1)} of the profile_check ${what}.`,
    hint,
  });
}
