import type { RunRecord } from '../../history/run-record';
import { loadManifestSnapshot } from '../../history/manifest-snapshot';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { Manifest, ManifestNode } from '../../manifest/manifest';
import type { NodeSnapshot, ProjectSnapshot } from '../project/project-snapshot';
import { nodeFacts } from '../project/node-facts';
import { shownSqlOf } from '../project/node-texts';
import { kindSnapshots } from '../project/to-snapshot';

/** The graph as it was when a run started, with the SQL of its nodes. */
export interface RunGraph {
  /** In the form of the project's snapshot, so that the same canvas draws it. */
  readonly snapshot: ProjectSnapshot;
  /** By node; nodes without SQL have no entry. Secrets are covered. */
  readonly sql: Readonly<Record<NodeId, string>>;
}

/** Null when the manifest of the run isn't kept any more. */
export async function runGraph(paths: ProjectPaths, record: RunRecord): Promise<RunGraph | null> {
  const manifest = await loadManifestSnapshot(paths, record.manifestHash);
  if (manifest === null) return null;
  return {
    snapshot: toRunSnapshot(paths, manifest, record.manifestHash),
    sql: sqlOfNodes(manifest),
  };
}

function toRunSnapshot(
  paths: ProjectPaths,
  manifest: Manifest,
  manifestHash: string,
): ProjectSnapshot {
  return {
    name: manifest.metadata.project,
    directory: paths.root,
    version: manifestHash,
    nodes: [...manifest.nodes.values()].map(toNodeSnapshot),
    edges: manifest.edges,
    kinds: kindSnapshots,
    ghosts: { nodes: [], edges: [] },
    removed: [],
    diagnostics: [],
  };
}

/** What a run says of a node comes from its events; the rest is what the manifest had. */
function toNodeSnapshot(node: ManifestNode): NodeSnapshot {
  return {
    ...nodeFacts(node),
    freshness: 'past',
    reason: '',
    last: null,
    change: { type: 'unchanged', parts: [] },
    status: null,
    changeClass: null,
  };
}

function sqlOfNodes(manifest: Manifest): Record<NodeId, string> {
  return Object.fromEntries(
    [...manifest.nodes.values()].flatMap((node) => {
      const sql = shownSqlOf(node);
      return sql === null ? [] : [[node.id, sql] as const];
    }),
  );
}
