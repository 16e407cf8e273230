import { copyQuery } from '../../engine/copy-query';
import { err, ok } from '../../util/result';
import type { Executor } from '../kind';
import { ruleMetadata, statusOfRule, violationsOf } from './rule-metadata';
import { checksTable, describeData, runCheck, type CheckResult } from './run-check';
import type { RuleConfig } from './schema';

/** Makes all checks, whatever the first ones find, and keeps their results as the output. */
export const ruleExecutor: Executor<RuleConfig> = {
  async execute(node, context) {
    const { config } = node;
    const { outputPath } = context;
    if (context.inputs.length === 0) {
      return err({
        code: 'invalid_config',
        message: `${node.id} has nothing to check.`,
        hint: 'Name the node with the data, as in "inputs: [{ref: transform.clean_users}]".',
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
    await copyQuery(context.connection, checksTable(results, data.rowCount), outputPath);

    const metadata = ruleMetadata(results, data.rowCount);
    const rowCount = data.rowCount;
    const status = statusOfRule(results);
    if (status === 'pass') return ok({ rowCount, outputPath, metadata });
    // What is only a warning is told too, but doesn't count among the reasons to fail.
    const severity = status === 'warn' ? 'warn' : 'error';
    const failed = results.filter((result) => !result.passed && result.severity === severity);
    const custom = config.params?.['error_message'];
    const text =
      typeof custom === 'string' && custom !== ''
        ? custom
        : failed.map((result) => result.message).join('; ');
    const message = `Validation failed: ${text} (${String(violationsOf(failed))} violations)`;
    if (status === 'warn') {
      context.log('warning', message);
      return ok({ rowCount, outputPath, metadata });
    }
    return err({ code: 'rule_failed', message, rowCount, metadata });
  },
};
