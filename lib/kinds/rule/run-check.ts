import type { EngineConnection, EngineRow } from '../../engine/connection';
import { describeQuery } from '../../engine/describe-query';
import { quoteText } from '../../engine/sql-text';
import type { JsonObject } from '../../util/json';
import { err, ok, type Result } from '../../util/result';
import type { ExecutionContext, ExecutionFailure, KindNode } from '../kind';
import { sampleRows } from '../sample-rows';
import type { CheckedData } from './rule-type';
import type { Check, RuleConfig } from './schema';
import { severityOf, type Severity } from './severity';
import { ruleTypes } from './types/registry';

/** What one check found. */
export interface CheckResult {
  readonly type: string;
  readonly columns: readonly string[];
  readonly passed: boolean;
  readonly severity: Severity;
  readonly violations: number;
  readonly message: string;
  /** Some of the violations; a check may pass with a few. */
  readonly sample: readonly EngineRow[];
  readonly facts: JsonObject;
}

/** Makes one check of a rule. A check that can't be made is a failure; one that finds something isn't. */
export async function runCheck(input: {
  readonly node: KindNode<RuleConfig>;
  readonly check: Check;
  readonly path: readonly (string | number)[];
  readonly data: CheckedData;
  readonly context: ExecutionContext;
}): Promise<Result<CheckResult, ExecutionFailure>> {
  const { check, context, node } = input;
  const type = check.type ?? 'value';
  const ruleType = ruleTypes.get(type);
  if (ruleType === undefined) {
    return err({
      code: 'unsupported_rule',
      message: `Checks of type "${type}" are not built in.`,
      hint: `The types are ${[...ruleTypes.keys()].join(', ')}.`,
    });
  }
  const wanted = severityOf(check.params, node.config.params);
  if (!wanted.ok) return wanted;
  const prepared = await ruleType.prepare(input);
  if (!prepared.ok) return prepared;
  const { query, columns, judge, facts = {} } = prepared.value;
  const { connection } = context;
  const [counted] = await connection.rows(`SELECT count(*) AS violations FROM (${query}\n)`);
  const violations = Number(counted?.['violations'] ?? 0);
  const sample = violations === 0 ? [] : await sampleRows(connection, query);
  const { passed, message, severity = wanted.value } = judge(violations);
  const own = check.params?.['error_message'];
  return ok({
    type,
    columns,
    passed,
    severity,
    violations,
    message: !passed && typeof own === 'string' && own !== '' ? own : message,
    sample,
    facts,
  });
}

/** The results as SQL, for the output of the rule: one row a check. */
export function checksTable(results: readonly CheckResult[], rowCount: number): string {
  const rows = results.map((result, index) => {
    const columns = `[${result.columns.map(quoteText).join(', ')}]::VARCHAR[]`;
    return `(${String(index)}, ${quoteText(result.type)}, ${columns}, ${String(result.passed)}, ${quoteText(result.severity)}, ${String(result.violations)}::BIGINT, ${String(rowCount)}::BIGINT, ${quoteText(result.message)})`;
  });
  return `FROM (VALUES ${rows.join(', ')}) checks(check_index, rule_type, columns, passed, severity, violations, rows_checked, message)`;
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
