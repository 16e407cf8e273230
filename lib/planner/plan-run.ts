import type { FieldChange } from '../diff/field-change';
import type { NodeId } from '../graph/node-id';
import type { Manifest, ManifestNode } from '../manifest/manifest';
import type { ExecutionState, NodeState } from '../state/execution-state';
import type { Decision, Plan, PlanEntry, RunReason, SkipReason } from './plan';

/** What a look at the node and at the disk found out; the planner itself looks at neither. */
export interface NodeFacts {
  /** The definition differs from what was last built. Null: it is the same. */
  readonly definitionChange: readonly FieldChange[] | null;
  /** Data files whose content differs from what was last read, or that are gone. */
  readonly changedDataFiles: readonly string[];
  /** The first output that should be there and isn't; null when all are. */
  readonly missingOutput: string | null;
  /** The inputs that it would read now are not those that it was last built from. */
  readonly upstreamMoved: boolean;
  readonly dependsOnTime: boolean;
}

export interface Selection {
  /** Kinds; empty for all. */
  readonly types: readonly string[];
  /** These nodes and everything downstream of them; empty: whatever changed. */
  readonly nodes: readonly NodeId[];
  readonly excludeTags: readonly string[];
}

export const everything: Selection = { types: [], nodes: [], excludeTags: [] };

/**
 * Decides for every node of the manifest whether it runs, is cached or is left out, and why. Pure: equal
 * inputs give equal plans. Nodes on a cycle, and all after them, are left out.
 */
export function planRun(input: {
  readonly manifest: Manifest;
  readonly state: ExecutionState;
  readonly factsOf: (id: NodeId) => NodeFacts;
  readonly broken: ReadonlySet<NodeId>;
  readonly selection: Selection;
  readonly full: boolean;
}): Plan {
  const { manifest, selection } = input;
  const order = manifest.graph.topologicalOrder();
  const reasons = baseReasons(input, order);
  const entries = order.flatMap((id): PlanEntry[] => {
    const node = manifest.nodes.get(id);
    if (node === undefined) return [];
    const reason = reasons.get(id);
    const skip = skipReason(node, selection, reason !== undefined, input.broken);
    const decision: Decision =
      skip !== null
        ? { action: 'skip', reason: skip }
        : reason === undefined
          ? { action: 'cached' }
          : { action: 'run', reason };
    return [{ nodeId: id, kind: node.kind, tags: node.tags, decision }];
  });
  return { mode: input.full ? 'full' : 'incremental', entries };
}

/** Who would run before the filters by type and tag: the first matching row of the reference's table. */
function baseReasons(
  input: Parameters<typeof planRun>[0],
  order: readonly NodeId[],
): Map<NodeId, RunReason> {
  if (input.full) return new Map(order.map((id) => [id, { code: 'full_refresh' }]));
  if (input.selection.nodes.length > 0) return selectedReasons(input.manifest, input.selection);
  return changedReasons(input, order);
}

function selectedReasons(manifest: Manifest, selection: Selection): Map<NodeId, RunReason> {
  const reasons = new Map<NodeId, RunReason>();
  for (const selected of selection.nodes) {
    for (const id of manifest.graph.descendantsOf([selected])) {
      if (!reasons.has(id)) reasons.set(id, { code: 'downstream_of_selected', selected });
    }
  }
  for (const id of selection.nodes) reasons.set(id, { code: 'selected' });
  return reasons;
}

function changedReasons(
  input: Parameters<typeof planRun>[0],
  order: readonly NodeId[],
): Map<NodeId, RunReason> {
  const reasons = new Map<NodeId, RunReason>();
  for (const id of order) {
    const reason =
      ownReason(input.state.get(id), input.factsOf(id)) ??
      upstreamReason(id, input.manifest, input.factsOf(id), input.state, reasons);
    if (reason !== null) reasons.set(id, reason);
  }
  return reasons;
}

function ownReason(state: NodeState | undefined, facts: NodeFacts): RunReason | null {
  if (state === undefined) return { code: 'never_built' };
  if (state.status === 'failed') return { code: 'failed_last_run' };
  if (facts.definitionChange !== null) return { code: 'changed', fields: facts.definitionChange };
  if (facts.changedDataFiles.length > 0) {
    return { code: 'data_changed', files: facts.changedDataFiles };
  }
  if (facts.missingOutput !== null) return { code: 'output_missing', path: facts.missingOutput };
  return null;
}

/** An edit somewhere upstream says more than "runs every time", so it is the reason that is told. */
function upstreamReason(
  id: NodeId,
  manifest: Manifest,
  facts: NodeFacts,
  state: ExecutionState,
  reasons: ReadonlyMap<NodeId, RunReason>,
): RunReason | null {
  const upstream = manifest.graph.upstreamOf(id);
  for (const direct of upstream) {
    const reason = reasons.get(direct);
    if (reason === undefined) continue;
    const cause = reason.code === 'upstream_changed' ? reason.cause : direct;
    return { code: 'upstream_changed', upstream: direct, cause };
  }
  if (facts.upstreamMoved) {
    const newest = newestOf(upstream, state) ?? id;
    return { code: 'upstream_changed', upstream: newest, cause: newest };
  }
  return facts.dependsOnTime ? { code: 'depends_on_time' } : null;
}

function newestOf(ids: readonly NodeId[], state: ExecutionState): NodeId | null {
  let newest: NodeId | null = null;
  let newestRun = -Infinity;
  for (const id of ids) {
    const lastRun = state.get(id)?.lastRun ?? 0;
    if (lastRun <= newestRun) continue;
    newest = id;
    newestRun = lastRun;
  }
  return newest;
}

function skipReason(
  node: ManifestNode,
  selection: Selection,
  wanted: boolean,
  broken: ReadonlySet<NodeId>,
): SkipReason | null {
  const excluded = selection.excludeTags.find((tag) => node.tags.includes(tag));
  if (excluded !== undefined) return { code: 'excluded_tag', tag: excluded };
  if (selection.types.length > 0 && !selection.types.includes(node.kind)) {
    return { code: 'not_of_type', types: selection.types };
  }
  if (selection.nodes.length > 0 && !wanted) return { code: 'not_selected' };
  return wanted && broken.has(node.id) ? { code: 'broken' } : null;
}
