import type { ExecutionSummary } from '../events/execution-summary';
import { printSummary } from './print-summary';
import type { Lines } from './printer';

/** What a run prints when nothing has changed. */
export function printIdleRun(summary: ExecutionSummary, lines: Pick<Lines, 'line' | 'info'>): void {
  lines.info(nothingChanged);
  lines.line('');
  printSummary(summary, lines);
}

export const nothingChanged = 'No changes detected. Nothing to run.';
