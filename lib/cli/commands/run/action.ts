import { resolve } from 'node:path';
import { projectPaths } from '../../../files/project-paths';
import { summaryToJson } from '../../../events/execution-summary';
import { planProject, type PlannedProject } from '../../../service/plan-project';
import type { RunRequest } from '../../../service/run-request';
import { findPlanProblem, loadSavedPlan } from '../../../service/saved-plan';
import type { ServiceError } from '../../../service/service-error';
import { dryRunSummary } from '../../../service/dry-run-summary';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { printPlan } from '../../print-plan';
import { refuse } from '../../print-problem';
import { toRequest } from '../../request-flags';
import { runAndReport } from '../../run-and-report';
import { runInterrupts } from '../../run-interrupts';
import { watchAndRun } from '../../watch-and-run';
import type { RunFlags } from './flags';

/** `seeknal run`: plans, executes and reports; the exit code tells how it ended. */
export async function runAction(invocation: Invocation<RunFlags>): Promise<number> {
  const { flags, projectDir, printer } = invocation;
  const asJson = flags.json === true;
  const refused = (error: ServiceError): number => refuse(error, printer, { asJson });
  const checked = await checkProject(projectDir);
  if (!checked.ok) return refused(checked.error);
  const paths = projectPaths(projectDir);
  const saved = flags.plan === undefined ? null : await loadSavedPlan(resolve(flags.plan));
  if (saved?.ok === false) return refused(saved.error);
  const asked = toRequest(flags);
  const request = saved === null ? asked : withSelectionOf(saved.value.request, asked);

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

  const interrupts = runInterrupts(printer);
  const options = {
    request,
    interrupts,
    asJson,
    runId: flags.runId ?? null,
    trigger: flags.trigger,
    waitForOthers: flags.wait === true,
    ...(saved === null
      ? {}
      : { findObjection: (planned: PlannedProject) => findPlanProblem(saved.value, planned) }),
  };
  try {
    return await (flags.watch === true ? watchAndRun : runAndReport)(paths, options, printer);
  } finally {
    interrupts.dispose();
  }
}

/** What runs is as it was planned; how it runs is as it is asked for now. */
function withSelectionOf(planned: RunRequest, asked: RunRequest): RunRequest {
  const { mode, types, nodes, tags, excludeTags, select, exclude } = planned;
  return { ...asked, mode, types, nodes, tags, excludeTags, select, exclude };
}
