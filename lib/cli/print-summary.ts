import type { ExecutionSummary } from '../events/execution-summary';
import { rule, type Printer } from './printer';

/**
 * The summary as the DAG runner's document prints it, values from column 20. "Failed" is always there,
 * "Skipped" only above 0. The failed nodes follow with their messages.
 */
export function printSummary(summary: ExecutionSummary, printer: Printer): void {
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
  printer.info(rule);
  const failed = summary.results.filter((result) => result.status === 'failed');
  if (failed.length === 0) return;
  printer.line('Failed nodes:');
  for (const result of failed) {
    printer.line(`  - ${result.nodeId}: ${firstLine(result.errorMessage ?? 'no message')}`);
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
