import type { EngineConnection, EngineRow } from '../../engine/connection';
import { describeQuery } from '../../engine/describe-query';
import { quoteText } from '../../engine/sql-text';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure, KindNode } from '../kind';
import type { CheckedData } from './rule-type';
import type { Check, RuleConfig } from './schema';
import { ruleTypes } from './types/registry';

/** How many violating rows are shown. */
export const sampleSize = 20;

/** What one check found. */
export interface CheckResult {
  readonly type: string;
  readonly columns: readonly string[];
  readonly passed: boolean;
  readonly violations: number;
  readonly message: string;
  /** Some of the violations. */
  readonly sample: readonly EngineRow[];
}

/** Makes one check of a rule. A check that can't be made is a failure; one that finds something isn't. */
export async function runCheck(input: {
  readonly node: KindNode<RuleConfig>;
  readonly check: Check;
  readonly path: readonly (string | number)[];
  readonly data: CheckedData;
  readonly context: ExecutionContext;
}): Promise<Result<CheckResult, ExecutionFailure>> {
  const { check, context } = input;
  const type = check.type ?? 'value';
  const ruleType = ruleTypes.get(type);
  if (ruleType === undefined) {
    return err({
      code: 'unsupported_rule',
      message: `Checks of type "${type}" are not built in.`,
      hint: `The types are ${[...ruleTypes.keys()].join(', ')}.`,
    });
  }
  const prepared = await ruleType.prepare(input);
  if (!prepared.ok) return prepared;
  const { query, columns, judge } = prepared.value;
  const { connection } = context;
  const [counted] = await connection.rows(`SELECT count(*) AS violations FROM (${query})`);
  const violations = Number(counted?.['violations'] ?? 0);
  const sample =
    violations === 0 ? [] : await connection.rows(`FROM (${query}) LIMIT ${String(sampleSize)}`);
  return ok({ type, columns, violations, sample, ...judge(violations) });
}

/** The results as SQL, for the output of the rule: one row a check. */
export function checksTable(results: readonly CheckResult[], rowCount: number): string {
  const rows = results.map((result, index) => {
    const columns = `[${result.columns.map(quoteText).join(', ')}]::VARCHAR[]`;
    return `(${String(index)}, ${quoteText(result.type)}, ${columns}, ${String(result.passed)}, ${String(result.violations)}::BIGINT, ${String(rowCount)}::BIGINT, ${quoteText(result.message)})`;
  });
  return `FROM (VALUES ${rows.join(', ')}) checks(check_index, rule_type, columns, passed, violations, rows_checked, message)`;
}

/** Describes the view with the rows that a rule checks. */
export async function describeData(
  connection: EngineConnection,
  view: string,
): Promise<CheckedData> {
  const [counted] = await connection.rows(`SELECT count(*) AS n FROM ${view}`);
  return {
    view,
    rowCount: Number(counted?.['n'] ?? 0),
    columns: await describeQuery(connection, `FROM ${view}`),
  };
}
