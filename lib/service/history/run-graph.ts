import type { RunRecord } from '../../history/run-record';
import { loadManifestSnapshot } from '../../history/manifest-snapshot';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { Manifest, ManifestNode } from '../../manifest/manifest';
import { isJsonObject, type JsonValue } from '../../util/json';
import { maskSecretsInText } from '../../util/mask-secrets';
import type { NodeSnapshot, ProjectSnapshot } from '../project/project-snapshot';
import { nodeFacts } from '../project/node-facts';
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
      const sql = sqlOf(node);
      return sql === null ? [] : [[node.id, sql] as const];
    }),
  );
}

/** The SQL of a node as it was written, secrets covered; null when it has none. */
export function sqlOf({ config }: ManifestNode): string | null {
  const sql = config['transform'] ?? config['sql'];
  return typeof sql === 'string' ? maskSecretsInText(sql) : null;
}

/** The declared columns of a node: what is said of each in words. */
export function columnsOf({ columns }: ManifestNode): { name: string; text: string }[] {
  return Object.entries(columns).map(([name, column]) => ({ name, text: columnText(column) }));
}

function columnText(column: JsonValue): string {
  if (typeof column === 'string') return column;
  if (!isJsonObject(column)) return '';
  return [column['dtype'] ?? column['type'], column['description']]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .join(' · ');
}
