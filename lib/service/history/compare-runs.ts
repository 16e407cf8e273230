import type { ChangeClass } from '../../diff/classify-change';
import type { ProjectPaths } from '../../files/project-paths';
import { loadManifestSnapshot } from '../../history/manifest-snapshot';
import { pairNodeRuns, type NodeRunPair } from '../../history/pair-node-runs';
import type { NodeRunRecord, RunRecord } from '../../history/run-record';
import type { JsonValue } from '../../util/json';
import { classifyDiff } from '../comparing/compare-project';

/** What is different about a node; the first of these that is true matters most. */
export type Difference =
  | 'broke' // it failed, or was not reached, and was well before
  | 'mended' // the other way round
  | 'added'
  | 'removed'
  | 'defined' // its definition has changed
  | 'rows'
  | 'duration'
  | 'same';

/** One node in two runs. */
export interface ComparedNode extends NodeRunPair {
  readonly difference: Difference;
  /** What the change of its definition means for others; null when it has none. */
  readonly changeClass: ChangeClass | null;
  /** Secrets are covered; null: the field was not there. */
  readonly fields: readonly {
    readonly path: string;
    readonly before: JsonValue | null;
    readonly after: JsonValue | null;
  }[];
}

/** Two runs side by side, what matters most first. */
export interface RunComparison {
  readonly before: RunRecord;
  readonly after: RunRecord;
  readonly nodes: readonly ComparedNode[];
  /** False when the manifest of a run isn't kept any more, so that nothing is known of definitions. */
  readonly definitionsKnown: boolean;
}

interface RunParts {
  readonly record: RunRecord;
  readonly nodes: readonly NodeRunRecord[];
}

export async function compareRuns(
  paths: ProjectPaths,
  before: RunParts,
  after: RunParts,
): Promise<RunComparison> {
  const [was, is] = await Promise.all([
    loadManifestSnapshot(paths, before.record.manifestHash),
    loadManifestSnapshot(paths, after.record.manifestHash),
  ]);
  const diff = was === null || is === null ? null : await classifyDiff(was, is);
  const changes = new Map<string, NonNullable<typeof diff>['changes'][number]>(
    diff?.changes.map((change) => [change.nodeId, change]),
  );
  const nodes = pairNodeRuns(before.nodes, after.nodes).map((pair): ComparedNode => {
    const change = changes.get(pair.nodeId);
    return {
      ...pair,
      difference: differenceOf(pair, change !== undefined),
      changeClass: change?.class ?? null,
      fields: (change?.fields ?? []).map((field) => ({
        path: field.path,
        before: field.before ?? null,
        after: field.after ?? null,
      })),
    };
  });
  return {
    before: before.record,
    after: after.record,
    nodes: nodes.toSorted(byWeight),
    definitionsKnown: diff !== null,
  };
}

const order: readonly Difference[] = [
  'broke',
  'mended',
  'added',
  'removed',
  'defined',
  'rows',
  'duration',
  'same',
];

/** By what is different, then by how much. */
function byWeight(a: ComparedNode, b: ComparedNode): number {
  return order.indexOf(a.difference) - order.indexOf(b.difference) || sizeOf(b) - sizeOf(a);
}

function sizeOf({ before, after, difference }: ComparedNode): number {
  if (before === null || after === null) return 0;
  if (difference === 'rows') {
    const [was, is] = [before.rowCount ?? 0, after.rowCount ?? 0];
    return Math.abs(is - was) / Math.max(1, was);
  }
  return Math.abs(after.duration - before.duration);
}

/** Less than this is noise, whatever its share. */
const leastSeconds = 0.1;
const leastShare = 0.2;

function differenceOf({ before, after }: NodeRunPair, isRedefined: boolean): Difference {
  if (before === null) return 'added';
  if (after === null) return 'removed';
  const [wasWell, isWell] = [isFine(before), isFine(after)];
  if (wasWell && !isWell) return 'broke';
  if (!wasWell && isWell) return 'mended';
  if (isRedefined) return 'defined';
  const bothCount = before.rowCount !== null && after.rowCount !== null;
  if (bothCount && before.rowCount !== after.rowCount) return 'rows';
  const bothRan = before.startedAtMs !== null && after.startedAtMs !== null;
  const apart = Math.abs(after.duration - before.duration);
  const isApart = apart >= leastSeconds && apart >= before.duration * leastShare;
  return bothRan && isApart ? 'duration' : 'same';
}

/** A node that nobody asked for is as well as one that succeeded; one that was not reached is not. */
function isFine({ status, decision }: NodeRunRecord): boolean {
  return (
    status === 'success' || status === 'cached' || (status === 'skipped' && decision === 'skip')
  );
}
