import { copyQuery } from '../../engine/copy-query';
import type { JsonObject } from '../../util/json';
import { err, ok } from '../../util/result';
import type { Executor } from '../kind';
import { checksTable, describeData, runCheck, sampleSize, type CheckResult } from './run-check';
import type { RuleConfig } from './schema';

/** Makes all checks, whatever the first ones find, and keeps their results as the output. */
export const ruleExecutor: Executor<RuleConfig> = {
  async execute(node, context) {
    const { config } = node;
    if (context.inputs.length === 0) {
      return err({
        code: 'invalid_config',
        message: `${node.id} has nothing to check.`,
        hint: 'Name the node with the data, as in "inputs: [{ref: transform.clean_users}]".',
      });
    }
    const severity = config.params?.['severity'] ?? 'error';
    if (severity !== 'error' && severity !== 'warn') {
      return err({
        code: 'invalid_config',
        message: `${node.id} has the severity ${JSON.stringify(severity)}.`,
        hint: 'It is error (the node fails) or warn (the node succeeds with a warning).',
      });
    }
    const data = await describeData(context.connection, 'main.input_data');
    const isList = Array.isArray(config.rule);
    const checks = Array.isArray(config.rule) ? config.rule : [config.rule];
    const results: CheckResult[] = [];
    for (const [index, check] of checks.entries()) {
      const path = isList ? ['rule', index] : ['rule'];
      const result = await runCheck({ node, check, path, data, context });
      if (!result.ok) return result;
      results.push(result.value);
    }
    await copyQuery(context.connection, checksTable(results, data.rowCount), context.outputPath);

    const metadata = toMetadata(results, severity, data.rowCount);
    const failed = results.filter((result) => !result.passed);
    if (failed.length === 0) {
      return ok({ rowCount: data.rowCount, outputPath: context.outputPath, metadata });
    }
    const custom = config.params?.['error_message'];
    const text =
      typeof custom === 'string' && custom !== ''
        ? custom
        : failed.map((result) => result.message).join('; ');
    const message = `Validation failed: ${text} (${String(violationsOf(failed))} violations)`;
    if (severity === 'warn') {
      context.log('warning', message);
      return ok({ rowCount: data.rowCount, outputPath: context.outputPath, metadata });
    }
    return err({ code: 'rule_failed', message, rowCount: data.rowCount, metadata });
  },
};

function toMetadata(
  results: readonly CheckResult[],
  severity: string,
  rowCount: number,
): JsonObject {
  const shown = results.map(({ type, columns, passed, violations, message }) => ({
    rule_type: type,
    columns: [...columns],
    passed,
    violations,
    message,
  }));
  const failed = results.filter((result) => !result.passed);
  const sample = failed.flatMap((result) => result.sample).slice(0, sampleSize);
  const further = {
    severity,
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
    ...further,
  };
}

function violationsOf(results: readonly CheckResult[]): number {
  return results.reduce((sum, result) => sum + result.violations, 0);
}
