import type { JsonObject } from '../../util/json';
import { withinSize } from '../sample-rows';
import type { CheckResult } from './run-check';

/** How a rule ended, in one word. */
export type RuleStatus = 'pass' | 'warn' | 'fail';

export function statusOfRule(results: readonly CheckResult[]): RuleStatus {
  const failed = results.filter((result) => !result.passed);
  if (failed.length === 0) return 'pass';
  return failed.some(({ severity }) => severity === 'error') ? 'fail' : 'warn';
}

/**
 * What is told of a rule, whether it passed or not. One check: `rule_type, passed, violations, message,
 * severity`. Several: `checks` (how many), `passed, total_violations, failed_checks, results[]`. Both have
 * `status` (pass, warn or fail), `rows_checked` and, when there are violations, `sample`.
 */
export function ruleMetadata(results: readonly CheckResult[], rowCount: number): JsonObject {
  const shown = results.map((result) => ({
    rule_type: result.type,
    columns: [...result.columns],
    passed: result.passed,
    violations: result.violations,
    message: result.message,
    severity: result.severity,
    ...result.facts,
  }));
  const failed = results.filter((result) => !result.passed);
  const sample = withinSize(results.flatMap((result) => result.sample));
  const further = {
    status: statusOfRule(results),
    rows_checked: rowCount,
    ...(sample.length > 0 ? { sample } : {}),
    ...(rowCount === 0 && results.every(({ type }) => type !== 'sql_assertion')
      ? { warning: 'Input data is empty, no validation performed' }
      : {}),
  };
  const [only] = shown;
  if (shown.length === 1 && only !== undefined) return { ...only, ...further };
  return {
    checks: shown.length,
    passed: failed.length === 0,
    total_violations: violationsOf(results),
    failed_checks: failed.length,
    results: shown,
    severity: worst(results),
    ...further,
  };
}

export function violationsOf(results: readonly CheckResult[]): number {
  return results.reduce((sum, result) => sum + result.violations, 0);
}

function worst(results: readonly CheckResult[]): string {
  return results.some(({ severity }) => severity === 'error') ? 'error' : 'warn';
}
