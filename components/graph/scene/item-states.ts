import type { RunView } from '@/lib/events/run-view';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { freshnessStates, isAsItWas } from '../../ui/freshness-states';
import { runStates } from '../../ui/run-states';
import type { StateLook } from '../../ui/state-look';
import { runStateWord } from '../../runs/run-state-word';
import type { Item } from '../picture/build-picture';

/** How an item looks where there is only room for a colour. */
export interface ItemState {
  readonly look: StateLook;
  /** Not among those that are looked for. */
  readonly dimmed: boolean;
  readonly running: boolean;
  /** A removed node. */
  readonly ghost: boolean;
}

export interface StateInput {
  readonly nodes: ReadonlyMap<NodeId, NodeSnapshot>;
  readonly view: RunView | null;
  /** Null: all. */
  readonly matches: ReadonlySet<NodeId> | null;
}

/**
 * What a node is shown as in one colour: where it stands in the run that is shown, else what the next run would do. The
 * run steps back where the node has changed since, or was not part of it.
 */
function nodeLook(node: NodeSnapshot, view: RunView | null): StateLook {
  const run = view?.nodes.get(node.id);
  if (run === undefined || view === null) return freshnessStates[node.freshness];
  const word = runStateWord(run, { ready: false, over: view.outcome !== null });
  const isNoted = node.last !== null && node.last.runId === view.started?.run_id;
  const saysNothing =
    (word === 'success' && isNoted) || (word === 'skipped' && view.outcome !== null);
  return saysNothing && !isAsItWas(node) ? freshnessStates[node.freshness] : runStates[word];
}

/** One state for each item, and for a closed group that of its members which needs attention most. */
export function itemStates(items: readonly Item[], input: StateInput): ItemState[] {
  return items.map((item) => {
    if (item.type === 'group') return groupState(item.group.members, input);
    const node = input.nodes.get(item.id);
    if (node === undefined) return ghost;
    return {
      look: nodeLook(node, input.view),
      dimmed: input.matches?.has(item.id) === false,
      running: input.view?.nodes.get(item.id)?.status === 'running',
      ghost: false,
    };
  });
}

const ghost: ItemState = { look: runStates.skipped, dimmed: false, running: false, ghost: true };

/** What needs attention first. */
const urgency: readonly StateLook[] = [
  freshnessStates.broken,
  runStates.failed,
  freshnessStates.failed,
  runStates.stopped,
  runStates.running,
  freshnessStates.planned,
  freshnessStates.breaking,
  freshnessStates.added,
  freshnessStates.compatible,
  freshnessStates.new,
  freshnessStates.changed,
  freshnessStates.stale,
  freshnessStates.affected,
  freshnessStates.missing,
  freshnessStates.always,
  freshnessStates.metadata,
  runStates.blocked,
  runStates.queued,
  runStates.pending,
  runStates.success,
  runStates.skipped,
  runStates.cached,
  freshnessStates.cached,
  freshnessStates.same,
  freshnessStates.excluded,
];

export interface LookCount {
  readonly look: StateLook;
  readonly count: number;
}

/** How many of the nodes stand where, most urgent first. */
export function countLooks(members: readonly NodeId[], input: StateInput): LookCount[] {
  const counts = new Map<StateLook, number>();
  for (const id of members) {
    const node = input.nodes.get(id);
    if (node === undefined) continue;
    const look = nodeLook(node, input.view);
    counts.set(look, (counts.get(look) ?? 0) + 1);
  }
  return [...counts]
    .map(([look, count]) => ({ look, count }))
    .sort((a, b) => rankOf(a.look) - rankOf(b.look));
}

function rankOf(look: StateLook): number {
  const rank = urgency.indexOf(look);
  return rank === -1 ? urgency.length : rank;
}

function groupState(members: readonly NodeId[], input: StateInput): ItemState {
  const [first] = countLooks(members, input);
  return {
    look: first?.look ?? freshnessStates.cached,
    dimmed: input.matches !== null && members.every((id) => input.matches?.has(id) === false),
    running: first?.look === runStates.running,
    ghost: false,
  };
}
