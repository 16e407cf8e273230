import { kinds } from '../kinds/registry';
import type { ProjectPaths } from '../files/project-paths';
import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import { checkUpstreams } from '../planner/check-upstreams';
import { matchNodes } from '../planner/match-nodes';
import { nodesToRun } from '../planner/nodes-to-run';
import type { Plan } from '../planner/plan';
import { planRun } from '../planner/plan-run';
import { nearMatches } from '../util/near-matches';
import { err, ok, type Result } from '../util/result';
import { assessProject, requireFacts, type AssessedProject } from './assess-project';
import type { RunRequest } from './run-request';
import { serviceError, type ServiceError } from './service-error';

/** A plan that can be executed, and what it was made from. */
export interface PlannedProject extends Omit<AssessedProject, 'plan'> {
  readonly plan: Plan;
  /** Sentences for the person before the run starts. */
  readonly warnings: readonly string[];
}

/** Plans what was asked. Refused with every mistake in the project's files, and for impossible selections. */
export async function planProject(
  paths: ProjectPaths,
  request: RunRequest,
): Promise<Result<PlannedProject, ServiceError>> {
  const assessed = await assessProject(paths);
  const { parsed, state, facts } = assessed;
  if (parsed.hasErrors) {
    return err(
      serviceError('project_has_errors', 'The project has errors, so nothing was run.', {
        hint: 'Correct the files named below; `seeknal parse` checks them without running anything.',
        diagnostics: parsed.diagnostics,
      }),
    );
  }
  const selected = selectNodes(parsed.manifest, request);
  if (!selected.ok) return selected;
  const unknownKind = request.types.find((type) => !kinds.has(type));
  if (unknownKind !== undefined) {
    return err(
      serviceError('unknown_kind', `There is no kind of node called "${unknownKind}".`, {
        hint: `The kinds are ${[...kinds.keys()].join(', ')}.`,
      }),
    );
  }
  const plan = planRun({
    manifest: parsed.manifest,
    state,
    factsOf: (id) => requireFacts(facts, id),
    broken: parsed.broken,
    selection: {
      types: request.types,
      nodes: selected.value.nodes,
      excludeTags: request.excludeTags,
    },
    full: request.mode === 'full',
  });
  const toRun = new Set(nodesToRun(assessed.plan));
  const upstreams = checkUpstreams(plan, parsed.manifest, {
    isBuilt: (id) =>
      state.get(id)?.status === 'success' && requireFacts(facts, id).missingOutput === null,
    isFresh: (id) => !toRun.has(id),
  });
  const [first] = upstreams.unbuilt;
  if (first !== undefined) {
    return err(
      serviceError(
        'unbuilt_upstream',
        `${first.nodeId} needs ${first.upstream}, which was never built and is not part of this run.`,
        { hint: `Run it first: seeknal run --nodes ${first.upstream}, or run everything once.` },
      ),
    );
  }
  const warnings = [
    ...selected.value.warnings,
    ...upstreams.stale.map(
      ({ nodeId, upstream }) =>
        `${nodeId} reads ${upstream} as it was last built, although that would be rebuilt by a plain run.`,
    ),
  ];
  return ok({ ...assessed, plan, warnings });
}

function selectNodes(
  manifest: Manifest,
  request: RunRequest,
): Result<{ nodes: NodeId[]; warnings: string[] }, ServiceError> {
  const nodes = new Set<NodeId>();
  const warnings: string[] = [];
  for (const name of request.nodes) {
    const matches = matchNodes(manifest, name);
    if (matches.length === 0) return err(unknownNode(manifest, name));
    if (matches.length > 1) {
      warnings.push(`"${name}" names several nodes, and all of them run: ${matches.join(', ')}.`);
    }
    for (const id of matches) nodes.add(id);
  }
  return ok({ nodes: [...nodes], warnings });
}

function unknownNode(manifest: Manifest, name: string): ServiceError {
  const candidates = [...manifest.nodes.values()].flatMap((node) => [node.id, node.name]);
  const near = nearMatches(name, candidates);
  return serviceError('unknown_node', `There is no node called "${name}".`, {
    hint:
      near.length > 0
        ? `Did you mean ${near.join(', ')}?`
        : 'The command `seeknal parse` lists all nodes.',
  });
}
