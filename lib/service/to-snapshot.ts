import { createHash } from 'node:crypto';
import type { ProjectPaths } from '../files/project-paths';
import { kinds } from '../kinds/registry';
import type { ManifestNode } from '../manifest/manifest';
import type { Decision } from '../planner/plan';
import { reasonText } from '../planner/reason-text';
import type { NodeState } from '../state/execution-state';
import type { AssessedProject } from './assess-project';
import { freshnessOf } from './freshness-of';
import type { KindSnapshot, LastResult, NodeSnapshot, ProjectSnapshot } from './project-snapshot';

/** The assessed project as the dashboard draws it. */
export function toSnapshot(paths: ProjectPaths, assessed: AssessedProject): ProjectSnapshot {
  const { parsed, plan, state: states } = assessed;
  const { manifest, broken, diagnostics } = parsed;
  const decisions = new Map(plan.entries.map((entry) => [entry.nodeId, entry.decision]));
  // What lies on a cycle has no place in the order of the plan, and is drawn all the same.
  const inOrder = new Set([...decisions.keys(), ...manifest.nodes.keys()]);
  const content = {
    name: manifest.metadata.project,
    directory: paths.root,
    nodes: [...inOrder].flatMap((id) => {
      const node = manifest.nodes.get(id);
      if (node === undefined) return [];
      const decision = decisions.get(id) ?? null;
      return [toNodeSnapshot(node, decision, broken.has(id), states.get(id))];
    }),
    edges: manifest.edges,
    kinds: kindSnapshots,
    diagnostics,
  };
  return { ...content, version: digest(content) };
}

const kindSnapshots: readonly KindSnapshot[] = [...kinds.values()].map(
  ({ kind, label, icon, summary }) => ({ kind, label, icon, summary }),
);

function toNodeSnapshot(
  node: ManifestNode,
  /** Null: the node is on a cycle or reads from one, and can't be planned. */
  decision: Decision | null,
  isBroken: boolean,
  last: NodeState | undefined,
): NodeSnapshot {
  const freshness = decision === null ? 'broken' : freshnessOf(decision, isBroken);
  return {
    id: node.id,
    kind: node.kind,
    name: node.name,
    description: node.description,
    owner: node.owner,
    tags: node.tags,
    filePath: node.filePath,
    freshness,
    reason:
      decision === null
        ? 'its references go round in a circle'
        : reasonOf(freshness, reasonText(decision)),
    last: last === undefined ? null : toLastResult(last),
  };
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
