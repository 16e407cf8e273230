import { summaryToJson } from '../../events/execution-summary';
import { summarize } from '../../events/run-view';
import type { RunEvent } from '../../events/run-event';
import type { Printer } from '../printer';
import type { Reporter } from './reporter';

/**
 * One event a line. The last line is run_finished together with the whole ExecutionSummary, results
 * included, so that it can be read as either.
 */
export function jsonReporter(printer: Printer): Reporter {
  let last: RunEvent | null = null;
  return {
    planned: () => undefined,
    event: (event) => {
      if (event.type === 'run_finished') last = event;
      else printer.line(JSON.stringify(event));
    },
    finished: (view) =>
      printer.line(JSON.stringify({ ...last, ...summaryToJson(summarize(view, Date.now())) })),
  };
}
