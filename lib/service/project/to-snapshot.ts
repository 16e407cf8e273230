import type { NodeStatus } from '../../events/run-event';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import { kinds } from '../../kinds/registry';
import type { Manifest } from '../../manifest/manifest';
import { compareMeaning } from '../comparing/compare-meaning';
import { requireFacts, type AssessedProject } from '../planning/assess-project';
import { changeOf, removedNodes, statusOf } from '../planning/selectable-nodes';
import { changeClasses } from './change-classes';
import { ghostsOf, noGhosts } from './ghosts-of';
import { nodeSnapshot } from './node-snapshot';
import type { KindSnapshot, NodeSnapshot, ProjectSnapshot } from './project-snapshot';
import { snapshotVersion } from './snapshot-version';

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
  const { parsed, plan, state: states, facts } = assessed;
  const { manifest, broken, diagnostics } = parsed;
  const decisions = new Map(plan.entries.map((entry) => [entry.nodeId, entry.decision]));
  // What lies on a cycle has no place in the order of the plan, and is drawn all the same.
  const inOrder = new Set([...decisions.keys(), ...manifest.nodes.keys()]);
  const diff = lastBuilt === null ? null : await compareMeaning(lastBuilt, manifest);
  const [classes, ghosts] =
    lastBuilt === null || diff === null
      ? [null, noGhosts]
      : [changeClasses(diff, lastBuilt, manifest), ghostsOf(diff, lastBuilt, manifest)];
  const nodes: NodeSnapshot[] = [];
  for (const id of inOrder) {
    const node = manifest.nodes.get(id);
    if (node === undefined) continue;
    const last = states.get(id);
    nodes.push(
      nodeSnapshot(node, {
        decision: decisions.get(id) ?? null,
        isBroken: broken.has(id),
        last,
        change: changeOf(last, requireFacts(facts, id)),
        status: statusOf(last, lastStatuses.get(id)),
        changeClass: classes?.get(id) ?? null,
      }),
    );
  }
  const content = {
    name: manifest.metadata.project,
    directory: paths.root,
    nodes,
    edges: manifest.edges,
    ghosts,
    removed: removedNodes(manifest.nodes, states),
    kinds: kindSnapshots,
    diagnostics,
  };
  return { ...content, version: snapshotVersion(content) };
}

/** How every kind is drawn and named. */
export const kindSnapshots: readonly KindSnapshot[] = [...kinds.values()].map(
  ({ kind, label, icon, summary }) => ({ kind, label, icon, summary }),
);
