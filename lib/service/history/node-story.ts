import { diffFields } from '../../diff/diff-fields';
import type { ProjectPaths } from '../../files/project-paths';
import type { NodeId } from '../../graph/node-id';
import type { HistoryStore, NodeRunOfRun, NodeTotals } from '../../history/history-store';
import { loadManifestSnapshot } from '../../history/manifest-snapshot';
import type { ManifestNode } from '../../manifest/manifest';
import { functionalFields } from '../../state/fingerprint';
import { declaredColumnsOf, shownSqlOf } from '../project/node-texts';
import { schemaOfReport, schemaSteps, type SchemaColumn, type SchemaStep } from './schema-history';

/** One definition of a node, from the run in which it first ran on. */
export interface NodeVersion {
  readonly runId: string;
  readonly sinceMs: number;
  readonly sql: string | null;
  readonly columns: readonly { readonly name: string; readonly text: string }[];
  /** Paths of the fields that differ from the version before; empty for the first that is known. */
  readonly changed: readonly string[];
}

/** All that the history knows of one node. */
export interface NodeStory {
  readonly nodeId: string;
  /** Over all runs that are kept, not only those below. */
  readonly totals: NodeTotals;
  /** Executions, newest first. */
  readonly runs: readonly NodeRunOfRun[];
  /** Newest first. */
  readonly versions: readonly NodeVersion[];
  /** The columns that its output had after the newest run that told; null when none has. */
  readonly schema: readonly SchemaColumn[] | null;
  /** Each time that these changed, newest first. */
  readonly schemaSteps: readonly SchemaStep[];
}

const mostRuns = 300;
/** A manifest of a thousand nodes takes some 20 ms to read. */
const mostManifests = 40;

/** Null when no run knows the node. */
export async function nodeStory(
  paths: ProjectPaths,
  history: HistoryStore,
  nodeId: NodeId,
): Promise<NodeStory | null> {
  const [totals, runs, reports] = await Promise.all([
    history.nodeTotals(nodeId),
    history.nodeHistory(nodeId, mostRuns),
    history.nodeReports(nodeId, mostRuns),
  ]);
  if (Object.keys(totals).length === 0) return null;
  const versions = await versionsOf(paths, nodeId, runs);
  const schema = reports.map(schemaOfReport).find((columns) => columns !== null) ?? null;
  return { nodeId, totals, runs, versions, schema, schemaSteps: schemaSteps(reports) };
}

async function versionsOf(
  paths: ProjectPaths,
  nodeId: NodeId,
  runs: readonly NodeRunOfRun[],
): Promise<NodeVersion[]> {
  const oldestFirst = firstOfEach(runs.toReversed(), mostManifests);
  const manifests = await Promise.all(
    oldestFirst.map((run) => loadManifestSnapshot(paths, run.manifestHash)),
  );
  const versions: NodeVersion[] = [];
  let before: ManifestNode | null = null;
  for (const [index, run] of oldestFirst.entries()) {
    const node = manifests[index]?.nodes.get(nodeId);
    if (node === undefined) continue;
    const changed: string[] = before === null ? [] : changedPaths(before, node);
    if (before !== null && changed.length === 0) continue;
    before = node;
    versions.push({
      runId: run.runId,
      sinceMs: run.runStartedAtMs,
      sql: shownSqlOf(node),
      columns: declaredColumnsOf(node),
      changed,
    });
  }
  return versions.toReversed();
}

/** The runs where another manifest begins, the last `most` of them. */
function firstOfEach(runs: readonly NodeRunOfRun[], most: number): NodeRunOfRun[] {
  return runs
    .filter((run, index) => run.manifestHash !== runs[index - 1]?.manifestHash)
    .slice(-most);
}

function changedPaths(before: ManifestNode, after: ManifestNode): string[] {
  const fields = ({ config, columns }: ManifestNode) => ({ ...functionalFields(config), columns });
  return diffFields(fields(before), fields(after)).map((change) => change.path);
}
