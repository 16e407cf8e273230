import type { LogLine, NodeFinished, RunEvent } from '../../events/run-event';
import { summarize } from '../../events/run-view';
import { shortNameOf } from '../../graph/node-id';
import { nodesToRun } from '../../planner/nodes-to-run';
import { nothingChanged } from '../print-idle-run';
import { printSummary } from '../print-summary';
import type { Lines, Printer } from '../printer';
import type { Reporter, ReporterOptions } from './reporter';

/** The lines of the DAG runner's document: one when a node starts, one when it ends, then the summary. */
export function textReporter(
  printer: Printer,
  { verbose = false }: ReporterOptions = {},
): Reporter {
  return {
    planned: (planned) => {
      if (nodesToRun(planned.plan).length === 0) {
        printer.info(planned.nothingToRun ?? nothingChanged);
      }
    },
    event: (event) => {
      if (event.type === 'log')
        printLog(event, { lines: printer, verbose, problems: printer.problems });
      else printEvent(event, printer);
    },
    finished: (view) => {
      printer.line('');
      printSummary(summarize(view, Date.now()), printer);
    },
  };
}

/**
 * What is said while nodes run. That of a node belongs between its lines: what is doubtful always, the rest
 * when it is wanted. What is wrong with the run as a whole goes where problems go.
 */
export function printLog(
  { level, message, node_id: node }: LogLine,
  to: { readonly lines: Lines; readonly problems: Lines; readonly verbose: boolean },
): void {
  const lines = node === null ? to.problems : to.lines;
  if (level === 'warning') lines.warning(message);
  else if (level === 'error') lines.failure(message);
  else if (to.verbose) to.lines.line(`    ${message}`);
}

function printEvent(event: Exclude<RunEvent, LogLine>, printer: Printer): void {
  switch (event.type) {
    case 'node_started':
      if (event.attempt === 1) {
        printer.info(`${String(event.index)}/${String(event.total)}: ${event.node_id} [RUNNING]`);
      }
      return;
    case 'node_finished':
      printFinished(event, printer);
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
  const retries = event.attempts - 1;
  switch (event.status) {
    case 'success':
      printer.success(`${name} completed in ${event.duration.toFixed(2)}s`);
      if (retries > 0) printer.info(`${name} succeeded on retry ${String(retries)}`);
      return;
    case 'failed':
      printer.failure(`${name} failed: ${event.error?.message ?? 'no message'}`);
      if (event.error?.place !== undefined) {
        const { file, line, column } = event.error.place;
        printer.line(`    at ${file}:${String(line)}:${String(column)}`);
      }
      if (event.error?.hint !== undefined) printer.line(`    ${event.error.hint}`);
      if (retries > 0) printer.failure(`${name} failed after ${String(retries)} retries`);
      return;
    case 'skipped':
      printer.warning(`${name} skipped: ${event.reason ?? ''}`);
      return;
    case 'cached':
      printer.info(`${name} cached`);
      return;
  }
}
