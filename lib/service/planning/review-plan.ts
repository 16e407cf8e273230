import { readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { estimateRemaining } from '../../events/estimate-remaining';
import { expectedPath } from '../../events/expected-path';
import { requestFlags } from '../../events/request-flags';
import type { ProjectPaths } from '../../files/project-paths';
import { causeChains, reasonWithCauses } from '../../planner/cause-chain';
import { nodesToRun } from '../../planner/nodes-to-run';
import { sameJson } from '../../diff/diff-fields';
import { noValues } from '../../templates/template-values';
import { err, ok, type Result } from '../../util/result';
import { planAssessed, planProject, type PlannedProject } from './plan-project';
import type { AssessedProject } from './assess-project';
import type { PlanReview } from './plan-review';
import { toRequestRecord, type RunRequest } from '../requests/run-request';
import { loadSavedPlan, planId, savePlan, whatMoved, type SavedPlan } from './saved-plan';
import { serviceError, type ServiceError } from '../service-error';

/** Seconds of the last executions of nodes, as the history keeps them. */
export type PastDurations = (
  ids: readonly string[],
) => Promise<ReadonlyMap<string, readonly number[]>>;

/** Plans that nobody has run; older ones are forgotten. */
const keptPlans = 50;

/** What a run would do and how long it may take. The plan is kept, so that exactly this one can be run or linked. */
export async function reviewPlan(
  paths: ProjectPaths,
  assessed: AssessedProject,
  request: RunRequest,
  pastDurations: PastDurations,
): Promise<Result<PlanReview, ServiceError>> {
  const planned = await planNow(paths, assessed, request);
  if (!planned.ok) return planned;
  const id = planId(planned.value, request);
  const path = planPath(paths, id);
  const isKept = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isKept) {
    await savePlan(path, planned.value, request);
    await forgetOldPlans(paths);
  }
  return ok(await toReview(id, planned.value, request, pastDurations));
}

/** A plan that was kept, if it still holds; else what has moved since, and the plan as it would be now. */
export async function reopenPlan(
  paths: ProjectPaths,
  assessed: AssessedProject,
  id: string,
  pastDurations: PastDurations,
): Promise<Result<{ readonly review: PlanReview; readonly moved: string | null }, ServiceError>> {
  const saved = await loadKeptPlan(paths, id);
  if (!saved.ok) return saved;
  const { request } = saved.value;
  const planned = await planNow(paths, assessed, request);
  if (!planned.ok) return planned;
  const moved = whatMoved(saved.value, planned.value);
  const review = await reviewPlan(paths, assessed, request, pastDurations);
  return review.ok ? ok({ review: review.value, moved }) : review;
}

/** Refused, with what has moved, when the plan is not what would be done now. */
export async function checkKeptPlan(
  paths: ProjectPaths,
  id: string,
): Promise<Result<{ readonly path: string; readonly request: RunRequest }, ServiceError>> {
  const saved = await loadKeptPlan(paths, id);
  if (!saved.ok) return saved;
  const planned = await planProject(paths, saved.value.request);
  if (!planned.ok) return planned;
  const moved = whatMoved(saved.value, planned.value);
  if (moved === null) return ok({ path: saved.value.path, request: saved.value.request });
  return err(
    serviceError('plan_outdated', `This plan no longer holds: ${moved}.`, {
      hint: 'Nothing was run. Look at the plan as it is now, and run that.',
    }),
  );
}

/** With values of its own a request sees another project than the one that was looked at. */
function planNow(
  paths: ProjectPaths,
  assessed: AssessedProject,
  request: RunRequest,
): Promise<Result<PlannedProject, ServiceError>> {
  return request.values === undefined || sameJson({ ...request.values }, { ...noValues })
    ? planAssessed(paths, assessed, request)
    : planProject(paths, request);
}

async function toReview(
  id: string,
  planned: PlannedProject,
  request: RunRequest,
  pastDurations: PastDurations,
): Promise<PlanReview> {
  const { plan, parsed } = planned;
  const { graph } = parsed.manifest;
  const toRun = nodesToRun(plan);
  const past = await pastDurations(toRun);
  const chainOf = causeChains(plan);
  const expected = new Map(toRun.map((node) => [node, median(past.get(node) ?? [])]));
  const unknownCount = toRun.filter((node) => expected.get(node) === null).length;
  const estimate = estimateRemaining({
    graph,
    nodes: new Map(toRun.map((node) => [node, { id: node, status: 'pending', attempts: [] }])),
    past,
    slots: request.parallel ?? availableParallelism(),
    nowMs: 0,
  });
  const flags = requestFlags(toRequestRecord(request));
  const slots = request.parallel === null ? '' : `--parallel ${String(request.parallel)}`;
  return {
    id,
    request,
    entries: plan.entries.map((entry) => {
      const chain = chainOf(entry);
      return {
        nodeId: entry.nodeId,
        tags: entry.tags,
        decision: entry.decision.action,
        reason: reasonWithCauses(entry, chain),
        causes: chain.map((step) => step.nodeId),
        expected: expected.get(entry.nodeId) ?? null,
      };
    }),
    estimate,
    unknownCount,
    criticalPath:
      estimate === null ? [] : expectedPath(toRun, graph, (node) => expected.get(node) ?? 0),
    warnings: planned.warnings,
    nothingToRun: planned.nothingToRun,
    command: ['seeknal run', flags, slots].filter((part) => part !== '').join(' '),
  };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}

function plansFolder(paths: ProjectPaths): string {
  return join(paths.seeknalDir, 'plans');
}

function planPath(paths: ProjectPaths, id: string): string {
  return join(plansFolder(paths), `${id}.json`);
}

async function loadKeptPlan(
  paths: ProjectPaths,
  id: string,
): Promise<Result<SavedPlan, ServiceError>> {
  const isId = /^[0-9a-f]{16}$/.test(id);
  const saved = isId ? await loadSavedPlan(planPath(paths, id)) : null;
  if (saved?.ok === true) return saved;
  return err(
    serviceError('unknown_plan', `There is no plan ${id} any more.`, {
      hint: `The newest ${String(keptPlans)} plans are kept. Make a new one with "Dry run".`,
    }),
  );
}

async function forgetOldPlans(paths: ProjectPaths): Promise<void> {
  const folder = plansFolder(paths);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  if (names.length <= keptPlans) return;
  const dated = await Promise.all(
    names.map(async (name) => ({
      name,
      atMs: await stat(join(folder, name)).then(
        (found) => found.mtimeMs,
        () => 0,
      ),
    })),
  );
  const old = dated.toSorted((a, b) => b.atMs - a.atMs).slice(keptPlans);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
}
