import { resolve } from 'node:path';
import { summarizeDiff } from '../../../diff/compare-manifests';
import type { ProjectPaths } from '../../../files/project-paths';
import { loadManifest } from '../../../manifest/load-manifest';
import { nodesToRun } from '../../../planner/nodes-to-run';
import { lastBuiltPath } from '../../../service/planning/last-built';
import { classifyDiff } from '../../../service/comparing/compare-project';
import { planProject, type PlannedProject } from '../../../service/planning/plan-project';
import { planToJson, savePlan } from '../../../service/planning/saved-plan';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { printDiff } from '../../print-diff';
import { printPlan } from '../../print-plan';
import { refuse } from '../../print-problem';
import type { Printer } from '../../printer';
import { toRequest } from '../../request-flags';
import type { PlanFlags } from './flags';

/** `seeknal plan`: what changed since the last run, then each node's decision with the chain of causes. */
export async function planAction(invocation: Invocation<PlanFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true;
  const checked = await checkProject(paths);
  if (!checked.ok) return refuse(checked.error, printer, { asJson });
  const request = toRequest(flags);
  const planned = await planProject(paths, request);
  if (!planned.ok) return refuse(planned.error, printer, { asJson });
  const { plan, warnings, repairs, nothingToRun } = planned.value;
  for (const message of [...repairs, ...warnings]) printer.problems.warning(message);
  if (flags.out !== undefined) await savePlan(resolve(flags.out), planned.value, request);
  if (asJson) {
    printer.line(JSON.stringify(planToJson(planned.value, request, new Date()), null, 2));
    return exitCodes.done;
  }
  await printChanges(paths, planned.value, printer);
  printPlan(plan, printer, { reasons: true });
  if (nothingToRun !== null) printer.info(nothingToRun);
  else if (nodesToRun(plan).length === 0) printer.info('No changes detected. Nothing to run.');
  if (flags.out !== undefined) {
    printer.success(`Plan saved to ${flags.out}`);
    printer.line(`    Run it with: seeknal run --plan ${flags.out}`);
  }
  return exitCodes.done;
}

async function printChanges(
  paths: ProjectPaths,
  { parsed }: PlannedProject,
  printer: Printer,
): Promise<void> {
  const lastRun = await loadManifest(lastBuiltPath(paths), paths.root);
  if (!lastRun.ok) {
    printer.info('No previous manifest found (first run)');
    return;
  }
  const compared = await classifyDiff(lastRun.value, parsed.manifest);
  if (summarizeDiff(compared.diff) === null) return;
  printer.line('Changes detected:');
  printDiff(compared, printer);
  printer.line('');
}
