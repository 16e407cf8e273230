import { createHash } from 'node:crypto';
import type { NodeStatus } from '../../events/run-event';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { SelectableNode } from '../../graph/selectors/selectable-node';
import { kinds } from '../../kinds/registry';
import type { Manifest, ManifestNode } from '../../manifest/manifest';
import type { Decision } from '../../planner/plan';
import { reasonText } from '../../planner/reason-text';
import type { NodeState } from '../../state/execution-state';
import type { AssessedProject } from '../planning/assess-project';
import { changeClasses } from './change-classes';
import { freshnessOf } from './freshness-of';
import { ghostsOf, noGhosts } from './ghosts-of';
import type { KindSnapshot, LastResult, NodeSnapshot, ProjectSnapshot } from './project-snapshot';
import { nodeFacts } from './node-facts';
import { selectableNodes } from '../planning/selectable-nodes';

/** What a snapshot tells beyond the project and its state. */
export interface SnapshotExtras {
  /** Where each node stood at the end of the last run. */
  readonly lastStatuses?: ReadonlyMap<NodeId, NodeStatus>;
  /** The definitions that were last built; null when nothing was. */
  readonly lastBuilt?: Manifest | null;
}

/** The assessed project as the dashboard draws it. */
export async function toSnapshot(
  paths: ProjectPaths,
  assessed: AssessedProject,
  { lastStatuses = new Map(), lastBuilt = null }: SnapshotExtras = {},
): Promise<ProjectSnapshot> {
  const { parsed, plan, state: states } = assessed;
  const { manifest, broken, diagnostics } = parsed;
  const decisions = new Map(plan.entries.map((entry) => [entry.nodeId, entry.decision]));
  // What lies on a cycle has no place in the order of the plan, and is drawn all the same.
  const inOrder = new Set([...decisions.keys(), ...manifest.nodes.keys()]);
  const selectable = new Map(
    selectableNodes(assessed, lastStatuses).map((node) => [node.id, node]),
  );
  const classes = lastBuilt === null ? null : await changeClasses(lastBuilt, manifest);
  const content = {
    name: manifest.metadata.project,
    directory: paths.root,
    nodes: [...inOrder].flatMap((id) => {
      const node = manifest.nodes.get(id);
      if (node === undefined) return [];
      const decision = decisions.get(id) ?? null;
      return [
        {
          ...toNodeSnapshot(node, decision, broken.has(id), states.get(id)),
          ...toSelectable(selectable.get(id)),
          changeClass: classes?.get(id) ?? null,
        },
      ];
    }),
    edges: manifest.edges,
    ghosts: lastBuilt === null ? noGhosts : ghostsOf(lastBuilt, manifest),
    removed: [...selectable.values()].flatMap(({ id, status, change }) =>
      change.type === 'removed' ? [{ id, status }] : [],
    ),
    kinds: kindSnapshots,
    diagnostics,
  };
  return { ...content, version: digest(content) };
}

/** How every kind is drawn and named. */
export const kindSnapshots: readonly KindSnapshot[] = [...kinds.values()].map(
  ({ kind, label, icon, summary }) => ({ kind, label, icon, summary }),
);

function toNodeSnapshot(
  node: ManifestNode,
  /** Null: the node is on a cycle or reads from one, and can't be planned. */
  decision: Decision | null,
  isBroken: boolean,
  last: NodeState | undefined,
): Omit<NodeSnapshot, 'change' | 'status' | 'changeClass'> {
  const freshness = decision === null ? 'broken' : freshnessOf(decision, isBroken);
  return {
    ...nodeFacts(node),
    freshness,
    reason:
      decision === null
        ? 'its references go round in a circle'
        : reasonOf(freshness, reasonText(decision)),
    last: last === undefined ? null : toLastResult(last),
  };
}

/** Parts in a fixed order, so that the same change is the same text. */
function toSelectable(node: SelectableNode | undefined): Pick<NodeSnapshot, 'change' | 'status'> {
  if (node === undefined) return { change: { type: 'unchanged', parts: [] }, status: null };
  const { change, status } = node;
  const parts = change.type === 'modified' ? [...change.parts].toSorted() : [];
  return { change: { type: change.type, parts }, status };
}

function reasonOf(freshness: NodeSnapshot['freshness'], planned: string): string {
  if (freshness === 'cached') return '';
  return freshness === 'broken' ? 'its file has errors' : planned;
}

function toLastResult(state: NodeState): LastResult {
  return {
    status: state.status,
    duration: state.duration,
    rowCount: state.rowCount,
    finishedAtMs: Math.round(state.lastRun * 1000),
    outputPath: state.outputPath,
    outputBytes: state.outputBytes,
    runId: state.runId,
    error: state.error,
  };
}

function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
