import type { ChangeClass } from '../../diff/classify-change';
import type { NodeStatus } from '../../events/run-event';
import type { NodeChange } from '../../graph/selectors/selectable-node';
import type { ManifestNode } from '../../manifest/manifest';
import type { Decision } from '../../planner/plan';
import { reasonText } from '../../planner/reason-text';
import type { NodeState } from '../../state/execution-state';
import { freshnessOf } from './freshness-of';
import { nodeFacts } from './node-facts';
import type { LastResult, NodeSnapshot, SnapshotChange } from './project-snapshot';

/** All that a picture of a node is made from, beside its definition. */
interface Sources {
  /** Null: the node is on a cycle or reads from one, and can't be planned. */
  readonly decision: Decision | null;
  readonly isBroken: boolean;
  readonly last: NodeState | undefined;
  readonly change: NodeChange;
  readonly status: NodeStatus | null;
  readonly changeClass: ChangeClass | null;
}

/** Pictures of nodes that are up to date, which most are after an edit of one, and what else they were made from. */
const upToDate = new WeakMap<
  ManifestNode,
  Pick<Sources, 'last' | 'status'> & { readonly snapshot: NodeSnapshot }
>();

/** One node as the graph shows it. The same object as before for a node that is up to date and was. */
export function nodeSnapshot(node: ManifestNode, sources: Sources): NodeSnapshot {
  if (!isUpToDate(sources)) return makeSnapshot(node, sources);
  const { last, status } = sources;
  const known = upToDate.get(node);
  if (known !== undefined && known.last === last && known.status === status) return known.snapshot;
  const snapshot = makeSnapshot(node, sources);
  upToDate.set(node, { last, status, snapshot });
  return snapshot;
}

function isUpToDate({ decision, isBroken, change, changeClass }: Sources): boolean {
  return (
    decision?.action === 'cached' &&
    !isBroken &&
    change.type === 'unchanged' &&
    changeClass === null
  );
}

function makeSnapshot(
  node: ManifestNode,
  { decision, isBroken, last, change, status, changeClass }: Sources,
): NodeSnapshot {
  const freshness = decision === null ? 'broken' : freshnessOf(decision, isBroken);
  return {
    ...nodeFacts(node),
    freshness,
    reason:
      decision === null
        ? 'its references go round in a circle'
        : reasonOf(freshness, reasonText(decision)),
    last: last === undefined ? null : toLastResult(last),
    change: snapshotChange(change),
    status,
    changeClass,
  };
}

/** Parts in a fixed order, so that the same change is the same text. */
function snapshotChange(change: NodeChange): SnapshotChange {
  const parts = change.type === 'modified' ? [...change.parts].toSorted() : [];
  return { type: change.type, parts };
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
