import type { Node } from '@xyflow/react';
import type { NodeView, RunView } from '@/lib/events/run-view';
import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import type { KindSnapshot, NodeSnapshot } from '@/lib/service/project/project-snapshot';
import { runStateWord } from '../runs/run-state-word';
import { isAsItWas } from '../ui/freshness-states';
import type { RunStateWord } from '../ui/run-states';
import type { Point } from '@/lib/layout/geometry';
import { cardSize } from './card-size';
import type { DetailLevel } from './detail-level';

/** Where a node stands in the run that is shown. */
interface CardRun {
  readonly word: RunStateWord;
  /** The project has taken note of what became of the node: what it says of it is newer than the run. */
  readonly noted: boolean;
  readonly startedAtMs: number | null;
  /** Seconds; null while it is not finished. */
  readonly duration: number | null;
  readonly rowCount: number | null;
  /** 0 to 100; null when unknown. */
  readonly percent: number | null;
  readonly errorMessage: string | null;
  /** Why it runs, is cached or is skipped. */
  readonly reason: string;
}

/** All that a card draws. */
export interface CardData extends Record<string, unknown> {
  readonly node: NodeSnapshot;
  readonly icon: string;
  readonly kindLabel: string;
  readonly level: DetailLevel;
  /** Null: no run is shown, or the node is not in it. */
  readonly run: CardRun | null;
  /** Not among those that are looked for. */
  readonly dimmed: boolean;
  readonly selected: boolean;
  /** On the critical path of the plan that is shown. */
  readonly critical: boolean;
  /** The graph is drawn around it. */
  readonly focal: boolean;
  /** Why the rows that it left deserve a look; null when they don't. */
  readonly drop: string | null;
  /** The one card that the Tab key reaches. */
  readonly tabStop: boolean;
}

export type CardNode = Node<CardData, 'card'>;

export interface FlowInput {
  readonly nodes: ReadonlyMap<NodeId, NodeSnapshot>;
  readonly kinds: ReadonlyMap<string, KindSnapshot>;
  readonly graph: Graph;
  /** The nodes to draw, in the order in which screen readers meet them. */
  readonly order: readonly NodeId[];
  /** Null for what has no place. */
  readonly placeOf: (id: NodeId) => Point | null;
  readonly levelOf: (id: NodeId) => DetailLevel;
  readonly view: RunView | null;
  /** Null: all. */
  readonly matches: ReadonlySet<NodeId> | null;
  readonly selected: readonly NodeId[];
  readonly critical: ReadonlySet<NodeId>;
  /** The node in focus; null when the whole graph is drawn. */
  readonly focal: NodeId | null;
  /** By node: see CardData. */
  readonly drops: Readonly<Record<NodeId, string>>;
  readonly tabStop: string | null;
}

/**
 * The cards as React Flow wants them. A card of `before` whose content is the same is handed back as the same object, and
 * is then not drawn again: of 1,000 nodes an event redraws those that it is about.
 */
export function toFlowNodes(
  input: FlowInput,
  before: ReadonlyMap<string, CardNode> = new Map(),
): CardNode[] {
  const selected = new Set(input.selected);
  return input.order.flatMap((id) => {
    const node = input.nodes.get(id);
    const position = input.placeOf(id);
    if (node === undefined || position === null) return [];
    const kind = input.kinds.get(node.kind);
    const data: CardData = {
      node,
      icon: kind?.icon ?? '',
      kindLabel: kind?.label ?? node.kind,
      level: input.levelOf(id),
      run: toCardRun(node, input.view, input.graph),
      dimmed: input.matches?.has(id) === false,
      selected: selected.has(id),
      critical: input.critical.has(id),
      focal: id === input.focal,
      drop: input.drops[id] ?? null,
      tabStop: id === input.tabStop,
    };
    const old = before.get(id);
    if (old !== undefined && samePoint(old.position, position) && sameCard(old.data, data)) {
      return [old];
    }
    const card: CardNode = {
      id,
      type: 'card',
      position: { x: position.x, y: position.y },
      width: cardSize.width,
      height: cardSize.height,
      // Said beforehand, so that nothing is measured.
      measured: cardSize,
      handles: [],
      data,
    };
    return [card];
  });
}

/** Whether the state in the run says more than what the next run would do: not when the node has changed since. */
export function showsRun({ run, node }: CardData): boolean {
  if (run === null) return false;
  return run.word !== 'success' || !run.noted || isAsItWas(node);
}

function toCardRun({ id, last }: NodeSnapshot, view: RunView | null, graph: Graph): CardRun | null {
  const node = view?.nodes.get(id);
  if (view === null || node === undefined) return null;
  return {
    word: runStateWord(node, {
      ready: node.status === 'pending' && graph.upstreamOf(id).every((up) => hasEnded(view, up)),
      over: view.outcome !== null,
    }),
    noted: last !== null && last.runId === view.started?.run_id,
    startedAtMs: node.startedAtMs,
    duration: node.duration,
    rowCount: node.rowCount,
    percent: node.percent,
    errorMessage: node.error?.message ?? null,
    reason: node.reason,
  };
}

function hasEnded(view: RunView, id: NodeId): boolean {
  const status: NodeView['status'] | undefined = view.nodes.get(id)?.status;
  return status !== 'pending' && status !== 'running';
}

export function samePoint(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}

/** A new snapshot makes new objects for all nodes, most of them equal to the old ones. */
function sameCard(a: CardData, b: CardData): boolean {
  return (
    a.level === b.level &&
    a.dimmed === b.dimmed &&
    a.selected === b.selected &&
    a.critical === b.critical &&
    a.focal === b.focal &&
    a.drop === b.drop &&
    a.tabStop === b.tabStop &&
    a.icon === b.icon &&
    a.kindLabel === b.kindLabel &&
    sameRun(a.run, b.run) &&
    (a.node === b.node || JSON.stringify(a.node) === JSON.stringify(b.node))
  );
}

function sameRun(a: CardRun | null, b: CardRun | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.word === b.word &&
    a.noted === b.noted &&
    a.startedAtMs === b.startedAtMs &&
    a.duration === b.duration &&
    a.rowCount === b.rowCount &&
    a.percent === b.percent &&
    a.errorMessage === b.errorMessage &&
    a.reason === b.reason
  );
}
