import { resolve } from 'node:path';
import { summaryToJson } from '../../../events/execution-summary';
import { planProject, type PlannedProject } from '../../../service/planning/plan-project';
import type { RunRequest } from '../../../service/requests/run-request';
import type { ServiceError } from '../../../service/service-error';
import { dryRunSummary } from '../../../service/planning/dry-run-summary';
import { ok, type Result } from '../../../util/result';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { printPlan } from '../../print-plan';
import { refuse } from '../../print-problem';
import { toRequest } from '../../request-flags';
import { runAndReport } from '../../run-and-report';
import { runInterrupts } from '../../run-interrupts';
import type { RunFlags } from './flags';

/** `seeknal run`: plans, executes and reports; the exit code tells how it ended. */
export async function runAction(invocation: Invocation<RunFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const refused = (error: ServiceError): number => refuse(error, printer, { asJson });
  const checked = await checkProject(paths);
  if (!checked.ok) return refused(checked.error);
  const kept = await openPlan(flags);
  if (!kept.ok) return refused(kept.error);
  const { request, findObjection } = kept.value;

  if (flags.dryRun === true || flags.showPlan === true) {
    const planned = await planProject(paths, request);
    if (!planned.ok) return refused(planned.error);
    const objection = findObjection?.(planned.value) ?? null;
    if (objection !== null) return refused(objection);
    const { plan, repairs, warnings, nothingToRun } = planned.value;
    if (asJson) {
      printer.line(JSON.stringify(summaryToJson(dryRunSummary(plan))));
    } else {
      for (const warning of [...repairs, ...warnings]) printer.problems.warning(warning);
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
    verbose: flags.verbose === true,
    runId: flags.runId ?? null,
    trigger: flags.trigger,
    waitForOthers: flags.wait === true,
    ...(findObjection === null ? {} : { findObjection }),
  };
  try {
    if (flags.watch !== true) return await runAndReport(paths, options, printer);
    const { watchAndRun } = await import('../../watch-and-run');
    return await watchAndRun(paths, options, printer);
  } finally {
    interrupts.dispose();
  }
}

/** What is asked for; with --plan what was planned then, to be refused when something has moved since. */
async function openPlan(flags: RunFlags): Promise<
  Result<
    {
      readonly request: RunRequest;
      readonly findObjection: ((planned: PlannedProject) => ServiceError | null) | null;
    },
    ServiceError
  >
> {
  const asked = toRequest(flags);
  if (flags.plan === undefined) return ok({ request: asked, findObjection: null });
  const { findPlanProblem, loadSavedPlan } = await import('../../../service/planning/saved-plan');
  const saved = await loadSavedPlan(resolve(flags.plan));
  if (!saved.ok) return saved;
  return ok({
    request: withSelectionOf(saved.value.request, asked),
    findObjection: (planned) => findPlanProblem(saved.value, planned),
  });
}

/** What runs is as it was planned; how it runs is as it is asked for now. */
function withSelectionOf(planned: RunRequest, asked: RunRequest): RunRequest {
  const { mode, types, nodes, tags, excludeTags, select, exclude, values } = planned;
  const given = values === undefined ? {} : { values };
  return { ...asked, mode, types, nodes, tags, excludeTags, select, exclude, ...given };
}
