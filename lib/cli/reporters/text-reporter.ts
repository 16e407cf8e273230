import type { NodeFinished, RunEvent } from '../../events/run-event';
import { summarize } from '../../events/run-view';
import { shortNameOf } from '../../graph/node-id';
import { nodesToRun } from '../../planner/nodes-to-run';
import { nothingChanged } from '../print-idle-run';
import { printSummary } from '../print-summary';
import type { Lines, Printer } from '../printer';
import type { Reporter } from './reporter';

/** The lines of the DAG runner's document: one when a node starts, one when it ends, then the summary. */
export function textReporter(printer: Printer): Reporter {
  return {
    planned: (planned) => {
      if (nodesToRun(planned.plan).length === 0) {
        printer.info(planned.nothingToRun ?? nothingChanged);
      }
    },
    event: (event) => printEvent(event, printer),
    finished: (view) => {
      printer.line('');
      printSummary(summarize(view, Date.now()), printer);
    },
  };
}

function printEvent(event: RunEvent, printer: Printer): void {
  switch (event.type) {
    case 'node_started':
      if (event.attempt === 1) {
        printer.info(`${String(event.index)}/${String(event.total)}: ${event.node_id} [RUNNING]`);
      }
      return;
    case 'node_finished':
      printFinished(event, printer);
      return;
    case 'log':
      if (event.level === 'warning') printer.warning(event.message);
      else if (event.level === 'error') printer.failure(event.message);
      return;
    case 'run_started':
    case 'node_progress':
    case 'run_finished':
      return;
  }
}

/** How a node ended; shared with the progress bar, which prints failures above itself. */
export function printFinished(event: NodeFinished, printer: Lines): void {
  const name = shortNameOf(event.node_id);
  switch (event.status) {
    case 'success':
      printer.success(`${name} completed in ${event.duration.toFixed(2)}s`);
      return;
    case 'failed':
      printer.failure(`${name} failed: ${event.error?.message ?? 'no message'}`);
      if (event.error?.place !== undefined) {
        const { file, line, column } = event.error.place;
        printer.line(`    at ${file}:${String(line)}:${String(column)}`);
      }
      if (event.error?.hint !== undefined) printer.line(`    ${event.error.hint}`);
      return;
    case 'skipped':
      printer.warning(`${name} skipped: ${event.reason ?? ''}`);
      return;
    case 'cached':
      printer.info(`${name} cached`);
      return;
  }
}
