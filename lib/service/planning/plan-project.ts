import { quoteForShell } from '../../events/request-flags';
import type { ProjectPaths } from '../../files/project-paths';
import { printName } from '../../graph/selectors/print-selector';
import { checkUpstreams, type UnrunUpstream } from '../../planner/check-upstreams';
import { nodesToRun } from '../../planner/nodes-to-run';
import { partitionPlan } from '../../planner/partition';
import type { Plan } from '../../planner/plan';
import { planRun, type Selection } from '../../planner/plan-run';
import { isDoubtOfAll } from '../../project/diagnostic';
import type { NodeState } from '../../state/execution-state';
import type { StateStore } from '../../state/state-backend';
import { err, ok, type Result } from '../../util/result';
import { assessProject, requireFacts, type AssessedProject } from './assess-project';
import { stateUnavailable } from './open-project-state';
import type { RunRequest } from '../requests/run-request';
import { noValues } from '../../templates/template-values';
import { selectNodes } from './select-nodes';
import { serviceError, type ServiceError } from '../service-error';
import { unresolvedExpressions } from './unresolved-expressions';
import { whyNothingRuns } from './why-nothing-runs';

/** A plan that can be executed, and what it was made from. */
export interface PlannedProject extends Omit<AssessedProject, 'plan'> {
  readonly plan: Plan;
  /** Sentences for the person before the run starts. */
  readonly warnings: readonly string[];
  /** Why filters leave nothing to run; null when something runs, or nothing changed anyway. */
  readonly nothingToRun: string | null;
}

/** Plans what was asked. Refused with every mistake in the project's files, and for impossible selections. */
export async function planProject(
  paths: ProjectPaths,
  request: RunRequest,
  store?: StateStore,
): Promise<Result<PlannedProject, ServiceError>> {
  let assessed: AssessedProject;
  try {
    assessed = await assessProject(paths, store, request.values ?? noValues);
  } catch (error) {
    return err(stateUnavailable(error));
  }
  return planAssessed(paths, assessed, request);
}

/** Plans what was asked of a project that was looked at already. */
export async function planAssessed(
  paths: ProjectPaths,
  assessed: AssessedProject,
  request: RunRequest,
): Promise<Result<PlannedProject, ServiceError>> {
  const { parsed, state, facts } = assessed;
  if (parsed.hasErrors) {
    return err(
      serviceError('project_has_errors', 'The project has errors, so nothing was run.', {
        hint: 'Correct the files named below; `seeknal parse` checks them without running anything.',
        diagnostics: parsed.diagnostics,
      }),
    );
  }
  const selected = await selectNodes(paths, assessed, request);
  if (!selected.ok) return selected;
  const { selection } = selected.value;
  const full = request.mode === 'full';
  const plan =
    full || !isEverything(selection)
      ? planRun({
          manifest: parsed.manifest,
          state,
          factsOf: (id) => requireFacts(facts, id),
          broken: parsed.broken,
          selection,
          full,
        })
      : assessed.plan;
  const toRun = new Set(nodesToRun(assessed.plan));
  const upstreams = checkUpstreams(plan, parsed.manifest, {
    isBuilt: (id) =>
      state.get(id)?.status === 'success' && requireFacts(facts, id).missingOutput === null,
    isFresh: (id) => !toRun.has(id),
  });
  const [first] = upstreams.unbuilt;
  if (first !== undefined) return err(unbuiltError(first, state.get(first.upstream)));
  const unresolved = await unresolvedExpressions(paths, assessed, plan);
  if (unresolved !== null) return err(unresolved);
  const nothingToRun = whyNothingRuns({
    plan,
    unfiltered: assessed.plan,
    manifest: parsed.manifest,
    request,
    selection,
  });
  const warnings = [
    ...parsed.diagnostics
      .filter(isDoubtOfAll)
      .map(({ message, hint }) => (hint === null ? message : `${message} ${hint}`)),
    ...selected.value.warnings,
    ...upstreamWarnings(plan, upstreams, request),
    ...doubts(plan, facts),
  ];
  const partition = request.partition ?? null;
  return ok({
    ...assessed,
    plan: partition === null ? plan : partitionPlan(plan, parsed.manifest, partition),
    warnings,
    nothingToRun,
  });
}

function isEverything({ types, nodes, tags, excludeTags, only, except }: Selection): boolean {
  const lists = [types, nodes, tags, excludeTags];
  return lists.every((list) => list.length === 0) && only === null && except.size === 0;
}

function unbuiltError(
  { nodeId, upstream }: UnrunUpstream,
  state: NodeState | undefined,
): ServiceError {
  const why =
    state === undefined
      ? 'which was never built'
      : state.status === 'failed'
        ? 'which failed in its last run'
        : 'whose output is missing';
  const remedy = quoteForShell(`+${printName(nodeId)}`);
  return serviceError(
    'unbuilt_upstream',
    `${nodeId} needs ${upstream}, ${why} and is not part of this run.`,
    {
      hint: `Take in all that it is made from with +, as in: seeknal run --select ${remedy}. Or run everything once.`,
    },
  );
}

/** Of nodes that are left alone because nobody could be asked whether they must run. */
function doubts(plan: Plan, facts: AssessedProject['facts']): string[] {
  return plan.entries.flatMap(({ nodeId, decision }) => {
    const doubt = facts.get(nodeId)?.doubt;
    if (doubt === undefined || decision.action !== 'cached') return [];
    return [`${nodeId} counts as unchanged, because nobody knows better: ${doubt}.`];
  });
}

function upstreamWarnings(
  plan: Plan,
  upstreams: ReturnType<typeof checkUpstreams>,
  request: RunRequest,
): string[] {
  const stale = upstreams.stale.map(
    ({ nodeId, upstream }) =>
      `${nodeId} reads ${upstream} as it was last built, although that would be rebuilt by a plain run.`,
  );
  if (request.tags.length === 0) return stale;
  const excluded = new Set(
    plan.entries.flatMap(({ nodeId, decision }) =>
      decision.action === 'skip' && decision.reason.code === 'excluded_tag' ? [nodeId] : [],
    ),
  );
  const missed = upstreams.all.flatMap(({ nodeId, upstream }) =>
    excluded.has(upstream)
      ? [
          `Upstream node '${upstream}' excluded by --exclude-tags but required by '${nodeId}'. Execution may fail.`,
        ]
      : [],
  );
  return [...missed, ...stale];
}
