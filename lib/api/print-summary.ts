import { printSummary as printTo } from '../cli/print-summary';
import { createPrinter } from '../cli/printer';
import type { ExecutionSummary } from '../events/execution-summary';

/** Prints the numbers of a run, its failed nodes and what its rules found. */
export function printSummary(summary: ExecutionSummary): void {
  const { stdout, stderr } = process;
  printTo(summary, createPrinter({ ascii: false, color: true, quiet: false, stdout, stderr }));
}
