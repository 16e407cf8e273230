import type { FieldChange } from '../diff/field-change';
import type { NodeId } from '../graph/node-id';
import type { Manifest, ManifestNode } from '../manifest/manifest';
import type { ExecutionState, NodeState } from '../state/execution-state';
import type { Decision, Plan, PlanEntry, RunReason, SkipReason } from './plan';

/** What a look at the node and at the disk found out; the planner itself looks at neither. */
export interface NodeFacts {
  /** The definition differs from what was last built. Null: it is the same. */
  readonly definitionChange: readonly FieldChange[] | null;
  /** It reads differently and means the same, so that it counts as the same. */
  readonly isReworded?: boolean;
  /** Data files whose content differs from what was last read, or that are gone. */
  readonly changedDataFiles: readonly string[];
  /** Files that its code imports. */
  readonly changedCode?: readonly string[];
  /** Why nobody knows whether something outside has changed; it counts as unchanged. */
  readonly doubt?: string;
  /** The first output that should be there and isn't; null when all are. */
  readonly missingOutput: string | null;
  /** The inputs that it would read now are not those that it was last built from. */
  readonly upstreamMoved: boolean;
  readonly dependsOnTime: boolean;
  /** Its audits are not those that its output has passed; without it they are. */
  readonly auditsChanged?: boolean;
}

/**
 * Which nodes are wanted. `nodes` and `tags` together name those that run, changed or not; when neither
 * does, `only` does; without any of them it is whatever changed. The others leave nodes out.
 */
export interface Selection {
  /** Kinds; empty for all. */
  readonly types: readonly string[];
  /** These nodes and everything downstream of them. */
  readonly nodes: readonly NodeId[];
  /** The nodes with any of these tags and everything upstream of them. */
  readonly tags: readonly string[];
  readonly excludeTags: readonly string[];
  /** No others, also in a full run; null: any. */
  readonly only: ReadonlySet<NodeId> | null;
  /** Not these. */
  readonly except: ReadonlySet<NodeId>;
}

export const everything: Selection = {
  types: [],
  nodes: [],
  tags: [],
  excludeTags: [],
  only: null,
  except: new Set(),
};

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
  const { nodes, tags, only } = input.selection;
  if (nodes.length > 0 || tags.length > 0) return namedReasons(input.manifest, nodes, tags, order);
  if (only !== null)
    return new Map(Array.from(only, (id) => [id, { code: 'selected', by: 'select' }]));
  return changedReasons(input, order);
}

/** Named nodes with all their downstream, tagged nodes with all their upstream. */
function namedReasons(
  manifest: Manifest,
  nodes: readonly NodeId[],
  tags: readonly string[],
  order: readonly NodeId[],
): Map<NodeId, RunReason> {
  const reasons = new Map<NodeId, RunReason>();
  const named = new Set(nodes);
  const tagsOf = new Map(
    tags.length === 0
      ? []
      : order.map((id) => [id, manifest.nodes.get(id)?.tags.filter((tag) => tags.includes(tag))]),
  );
  const tagged = new Set(order.filter((id) => (tagsOf.get(id) ?? []).length > 0));
  const upstreamOfTagged = spread(tagged, order.toReversed(), (id) =>
    manifest.graph.downstreamOf(id),
  );
  for (const [id, origin] of upstreamOfTagged) {
    reasons.set(id, { code: 'upstream_of_tagged', tagged: origin });
  }
  const downstreamOfNamed = spread(named, order, (id) => manifest.graph.upstreamOf(id));
  for (const [id, origin] of downstreamOfNamed) {
    reasons.set(id, { code: 'downstream_of_selected', selected: origin });
  }
  for (const id of tagged) reasons.set(id, { code: 'tag_matched', tags: tagsOf.get(id) ?? [] });
  for (const id of named) reasons.set(id, { code: 'selected', by: 'nodes' });
  return reasons;
}

/** All that can be reached from `start`, with the node that it was reached from, in one walk over `order`. */
function spread(
  start: ReadonlySet<NodeId>,
  order: readonly NodeId[],
  neighboursBefore: (id: NodeId) => readonly NodeId[],
): ReadonlyMap<NodeId, NodeId> {
  const origins = new Map<NodeId, NodeId>();
  if (start.size === 0) return origins;
  for (const id of order) {
    for (const before of neighboursBefore(id)) {
      const origin = start.has(before) ? before : origins.get(before);
      if (origin === undefined) continue;
      origins.set(id, origin);
      break;
    }
  }
  return origins;
}

function changedReasons(
  input: Parameters<typeof planRun>[0],
  order: readonly NodeId[],
): Map<NodeId, RunReason> {
  const reasons = new Map<NodeId, RunReason>();
  for (const id of order) {
    const facts = input.factsOf(id);
    const reason =
      ownReason(input.state.get(id), facts) ??
      upstreamReason(id, input.manifest, facts, input.state, reasons);
    if (reason !== null) reasons.set(id, reason);
  }
  return reasons;
}

function ownReason(state: NodeState | undefined, facts: NodeFacts): RunReason | null {
  if (state === undefined) return { code: 'never_built' };
  if (state.error?.code === 'interrupted') return { code: 'interrupted' };
  if (state.status === 'failed') {
    return { code: 'failed_last_run', fields: facts.definitionChange ?? [] };
  }
  if (facts.definitionChange !== null) return { code: 'changed', fields: facts.definitionChange };
  if (facts.changedCode !== undefined && facts.changedCode.length > 0) {
    return { code: 'code_changed', files: facts.changedCode };
  }
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
  // Most nodes of most plans come before any that runs.
  const upstream = reasons.size > 0 || facts.upstreamMoved ? manifest.graph.upstreamOf(id) : [];
  for (const direct of upstream) {
    const reason = reasons.get(direct);
    // Audits alone change nothing that others read.
    if (reason === undefined || reason.code === 'audits_changed') continue;
    const cause = reason.code === 'upstream_changed' ? reason.cause : direct;
    return { code: 'upstream_changed', upstream: direct, cause };
  }
  if (facts.upstreamMoved) {
    const newest = newestOf(upstream, state) ?? id;
    return { code: 'upstream_changed', upstream: newest, cause: newest };
  }
  if (facts.dependsOnTime) return { code: 'depends_on_time' };
  return facts.auditsChanged === true ? { code: 'audits_changed' } : null;
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
  if (selection.except.has(node.id)) return { code: 'excluded' };
  if (selection.types.length > 0 && !selection.types.includes(node.kind)) {
    return { code: 'not_of_type', types: selection.types };
  }
  if (selection.only?.has(node.id) === false) return { code: 'not_selected', by: ['select'] };
  const by = (['nodes', 'tags'] as const).filter((filter) => selection[filter].length > 0);
  if (by.length > 0 && !wanted) return { code: 'not_selected', by };
  return wanted && broken.has(node.id) ? { code: 'broken' } : null;
}
