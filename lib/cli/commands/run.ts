import { projectPaths } from '../../files/project-paths';
import { newRunId } from '../../events/run-id';
import type { RunTrigger } from '../../events/run-event';
import { summaryToJson } from '../../events/execution-summary';
import { planProject } from '../../service/plan-project';
import { runProject } from '../../service/run-project';
import type { RunRequest } from '../../service/run-request';
import type { ServiceError } from '../../service/service-error';
import { dryRunSummary } from '../../service/dry-run-summary';
import { checkProject } from '../check-project';
import { exitCodes } from '../exit-codes';
import { onInterrupts } from '../interrupts';
import { printPlan } from '../print-plan';
import { printServiceError } from '../print-problem';
import type { Printer } from '../printer';
import { jsonReporter } from '../reporters/json-reporter';
import { progressReporter } from '../reporters/progress-reporter';
import type { Reporter } from '../reporters/reporter';
import { textReporter } from '../reporters/text-reporter';

export interface RunCommandOptions {
  readonly projectDir: string;
  readonly request: RunRequest;
  readonly dryRun: boolean;
  readonly showPlan: boolean;
  readonly json: boolean;
  /** Given by the dashboard, which wants to know the id before the run starts. */
  readonly runId: string | null;
  readonly trigger: RunTrigger;
}

/** `seeknal run`: plans, executes and reports; the exit code tells how it ended. */
export async function runCommand(options: RunCommandOptions, printer: Printer): Promise<number> {
  const refused = (error: ServiceError): number => {
    if (options.json) printer.line(JSON.stringify({ type: 'error', error }));
    else printServiceError(error, printer);
    return exitCodes.failed;
  };
  const checked = await checkProject(options.projectDir);
  if (!checked.ok) return refused(checked.error);
  const paths = projectPaths(options.projectDir);

  if (options.dryRun || options.showPlan) {
    const planned = await planProject(paths, options.request);
    if (!planned.ok) return refused(planned.error);
    for (const warning of planned.value.warnings) if (!options.json) printer.warning(warning);
    if (options.json)
      printer.line(JSON.stringify(summaryToJson(dryRunSummary(planned.value.plan))));
    else printPlan(planned.value.plan, printer, { reasons: options.showPlan });
    return exitCodes.done;
  }

  const reporter = chooseReporter(options, printer);
  const interrupts = onInterrupts((what) => {
    if (options.json) return;
    printer.warning(
      what === 'stop'
        ? 'Stopping: nodes that run may finish. Press Ctrl-C again to cancel them.'
        : 'Cancelling the nodes that run.',
    );
  });
  try {
    const result = await runProject(paths, {
      request: options.request,
      runId: options.runId ?? newRunId(new Date()),
      trigger: options.trigger,
      stop: interrupts.stop,
      abort: interrupts.abort,
      onPlanned: reporter.planned,
      onEvent: reporter.event,
    });
    if (!result.ok) return refused(result.error);
    reporter.finished(result.value);
    if (result.value.outcome === 'cancelled') return exitCodes.interrupted;
    return result.value.outcome === 'success' ? exitCodes.done : exitCodes.failed;
  } finally {
    interrupts.dispose();
  }
}

function chooseReporter(options: RunCommandOptions, printer: Printer): Reporter {
  if (options.json) return jsonReporter(printer);
  return printer.isTerminal ? progressReporter(printer) : textReporter(printer);
}
