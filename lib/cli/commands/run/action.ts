import { projectPaths } from '../../../files/project-paths';
import { newRunId } from '../../../events/run-id';
import type { RunView } from '../../../events/run-view';
import { summaryToJson } from '../../../events/execution-summary';
import { planProject } from '../../../service/plan-project';
import { runProject } from '../../../service/run-project';
import type { ServiceError } from '../../../service/service-error';
import { dryRunSummary } from '../../../service/dry-run-summary';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { onInterrupts } from '../../interrupts';
import { printPlan } from '../../print-plan';
import { refuse } from '../../print-problem';
import { toRequest } from '../../request-flags';
import { chooseReporter } from '../../reporters/choose-reporter';
import type { RunFlags } from './flags';

/** `seeknal run`: plans, executes and reports; the exit code tells how it ended. */
export async function runAction(invocation: Invocation<RunFlags>): Promise<number> {
  const { flags, projectDir, printer } = invocation;
  const asJson = flags.json === true;
  const refused = (error: ServiceError): number => refuse(error, printer, { asJson });
  const checked = await checkProject(projectDir);
  if (!checked.ok) return refused(checked.error);
  const paths = projectPaths(projectDir);
  const request = toRequest(flags);

  if (flags.dryRun === true || flags.showPlan === true) {
    const planned = await planProject(paths, request);
    if (!planned.ok) return refused(planned.error);
    const { plan, warnings, nothingToRun } = planned.value;
    if (asJson) {
      printer.line(JSON.stringify(summaryToJson(dryRunSummary(plan))));
    } else {
      for (const warning of warnings) printer.problems.warning(warning);
      printPlan(plan, printer, { reasons: flags.showPlan === true });
      if (nothingToRun !== null) printer.info(nothingToRun);
    }
    return exitCodes.done;
  }

  const reporter = chooseReporter(asJson, printer);
  const interrupts = onInterrupts((what) => {
    printer.problems.warning(
      what === 'stop'
        ? 'Stopping: nodes that run may finish. Press Ctrl-C again to cancel them.'
        : 'Cancelling the nodes that run.',
    );
  });
  try {
    const result = await runProject(paths, {
      request,
      runId: flags.runId ?? newRunId(new Date()),
      trigger: flags.trigger,
      stop: interrupts.stop,
      abort: interrupts.abort,
      onPlanned: reporter.planned,
      onEvent: reporter.event,
    });
    if (!result.ok) return refused(result.error);
    reporter.finished(result.value);
    return exitCodeOf(result.value);
  } finally {
    interrupts.dispose();
  }
}

function exitCodeOf({ outcome }: RunView): number {
  if (outcome === 'cancelled') return exitCodes.interrupted;
  return outcome === 'success' ? exitCodes.done : exitCodes.failed;
}
