import type { ExecutionSummary, NodeResult } from '../events/execution-summary';
import { kindOfId, type NodeId } from '../graph/node-id';
import { isJsonArray, isJsonObject } from '../util/json';
import type { Lines } from './printer';
import { rule } from './rule';

/**
 * The summary as the DAG runner's document prints it, values from column 20. "Failed" is always there,
 * "Skipped" only above 0, "Data Quality" when rules ran. Failed nodes and rules with warnings follow with
 * their messages.
 */
export function printSummary(
  summary: ExecutionSummary,
  printer: Pick<Lines, 'line' | 'info'>,
): void {
  printer.info(rule);
  printer.info('Execution Summary');
  printer.info(rule);
  const row = (label: string, value: string | number): void =>
    printer.line(`  ${`${label}:`.padEnd(17)}${String(value)}`);
  row('Total nodes', summary.totalNodes);
  row('Changed nodes', summary.changedNodes);
  row('Cached nodes', summary.cachedNodes);
  row('Successful', summary.successfulNodes);
  row('Failed', summary.failedNodes);
  if (summary.skippedNodes > 0) row('Skipped', summary.skippedNodes);
  row('Duration', `${summary.totalDuration.toFixed(2)}s`);
  const rules = rulesThatRan(summary);
  if (rules.length > 0) {
    printer.line('');
    row('Data Quality', `${String(rules.length)} rule(s)`);
    for (const [outcome, words] of outcomeWords) {
      const count = rules.filter((ran) => ran.outcome === outcome).length;
      if (count > 0) printer.line(`    ${String(count)} ${words}`);
    }
  }
  printer.info(rule);
  const failed = summary.results.filter((result) => result.status === 'failed');
  printList(
    'Failed nodes:',
    failed.map((result) => [result.nodeId, result.errorMessage]),
    printer,
  );
  printList(
    'Data quality warnings:',
    rules
      .filter(({ outcome }) => outcome === 'warning')
      .map(({ result }) => [result.nodeId, violationsIn(result)]),
    printer,
  );
}

const outcomeWords = [
  ['passed', 'passed'],
  ['warning', 'warning(s)'],
  ['error', 'error(s)'],
] as const;

interface RuleThatRan {
  readonly result: NodeResult;
  readonly outcome: (typeof outcomeWords)[number][0];
}

/** A violated rule that only warns has succeeded as a node; its metadata says that it didn't pass. */
function rulesThatRan(summary: ExecutionSummary): RuleThatRan[] {
  return summary.results.flatMap((result): RuleThatRan[] => {
    if (kindOfId(result.nodeId) !== 'rule') return [];
    if (result.status === 'failed') return [{ result, outcome: 'error' }];
    if (result.status !== 'success') return [];
    const { status, passed } = result.metadata;
    // Runs of older versions have no status.
    const isWarning = status === 'warn' || (status === undefined && passed === false);
    return [{ result, outcome: isWarning ? 'warning' : 'passed' }];
  });
}

/** A rule with one check says its message itself, one with several says it check by check. */
function violationsIn({ metadata }: NodeResult): string {
  const { results, message: whole } = metadata;
  if (typeof whole === 'string') return whole;
  const checks = isJsonArray(results) ? results.filter(isJsonObject) : [];
  return checks
    .flatMap(({ passed, message }) =>
      passed === false && typeof message === 'string' ? [message] : [],
    )
    .join('; ');
}

function printList(
  title: string,
  items: readonly (readonly [NodeId, string | null])[],
  printer: Pick<Lines, 'line'>,
): void {
  if (items.length === 0) return;
  printer.line(title);
  for (const [id, message] of items) {
    printer.line(`  - ${id}: ${firstLine(message ?? 'no message')}`);
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
