import type { FieldChange } from '../../diff/field-change';
import type { NodeChange, SelectableNode } from '../../graph/selectors/selectable-node';
import type { NodeStatus } from '../../events/run-event';
import { nextWords, type NextWord } from '../../graph/selectors/selector';
import { kindOfId, shortNameOf, type NodeId } from '../../graph/node-id';
import type { NodeFacts } from '../../planner/plan-run';
import type { ExecutionState, NodeState } from '../../state/execution-state';
import type { Decision } from '../../planner/plan';
import { requireFacts, type AssessedProject } from './assess-project';
import { freshnessOf } from '../project/freshness-of';

/**
 * The nodes of the project as selectors see them, and those that were built once and are gone.
 * `lastStatuses`: where each node stood at the end of the last run.
 */
export function selectableNodes(
  { parsed, state, facts, plan }: AssessedProject,
  lastStatuses: ReadonlyMap<NodeId, NodeStatus>,
): SelectableNode[] {
  const { nodes } = parsed.manifest;
  const decisions = new Map(plan.entries.map((entry) => [entry.nodeId, entry.decision]));
  const present = [...nodes.values()].map(
    ({ id, name, kind, tags, owner, filePath }): SelectableNode => ({
      id,
      name,
      kind,
      tags,
      owner,
      filePath,
      change: changeOf(state.get(id), requireFacts(facts, id)),
      status: statusOf(state.get(id), lastStatuses.get(id)),
      next: nextOf(decisions.get(id), parsed.broken.has(id)),
    }),
  );
  const removed = removedNodes(nodes, state).map(({ id, status }): SelectableNode => ({
    id,
    name: shortNameOf(id),
    kind: kindOfId(id),
    tags: [],
    owner: null,
    filePath: null,
    change: { type: 'removed' },
    status,
    next: null,
  }));
  return [...present, ...removed];
}

/** Nodes that were built once and are no longer in the project, and how they fared last. */
export function removedNodes(
  nodes: ReadonlyMap<NodeId, unknown>,
  state: ExecutionState,
): { readonly id: NodeId; readonly status: NodeStatus | null }[] {
  const removed: { id: NodeId; status: NodeStatus | null }[] = [];
  for (const [id, entry] of state) {
    if (!nodes.has(id)) removed.push({ id, status: statusOf(entry, undefined) });
  }
  return removed;
}

/** Without a decision it lies on a cycle. */
function nextOf(decision: Decision | undefined, isBroken: boolean): NextWord | null {
  const word = decision === undefined ? 'broken' : freshnessOf(decision, isBroken);
  return nextWords.find((one) => one === word) ?? null;
}

/** How a node compares with what was last built. */
export function changeOf(state: NodeState | undefined, facts: NodeFacts): NodeChange {
  if (state === undefined) return { type: 'new' };
  const { definitionChange, changedCode = [], changedDataFiles, upstreamMoved } = facts;
  const parts = new Set(definitionChange === null ? [] : definitionParts(definitionChange));
  if (changedCode.length > 0) parts.add('sql');
  if (changedDataFiles.length > 0) parts.add('data');
  if (parts.size > 0) return { type: 'modified', parts };
  return { type: upstreamMoved || state.status === 'failed' ? 'outdated' : 'unchanged' };
}

/** Without knowledge of what was built before it may be either, so that no change is overlooked. */
function definitionParts(changes: readonly FieldChange[]): ('sql' | 'config' | 'data')[] {
  if (changes.length === 0) return ['sql', 'config'];
  return changes.map(({ path }) => (path === 'transform' || path === 'sql' ? 'sql' : 'config'));
}

/** A failure stands until the node succeeds, also when later runs leave it out. */
export function statusOf(
  state: NodeState | undefined,
  lastStatus: NodeStatus | undefined,
): NodeStatus | null {
  return state?.status === 'failed' ? 'failed' : (lastStatus ?? state?.status ?? null);
}
