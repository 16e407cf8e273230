import type { Edge, Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import type { ProjectSnapshot } from '@/lib/service/project/project-snapshot';
import type { Direction } from '@/lib/layout/layout-canvas';
import { focusSet, type Focus } from './focus-set';
import { groupNodes, type Grouping, type NodeGroup } from './group-nodes';

/** What stands on the canvas: a node, or a closed group of them. */
export type Item =
  | { readonly type: 'node'; readonly id: NodeId }
  | { readonly type: 'group'; readonly id: string; readonly group: NodeGroup };

/** One line on the canvas. `count`: how many edges of the project it stands for. */
export interface PictureWire {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Was there when the project was last built, and is gone. */
  readonly ghost: boolean;
}

/** What is to be drawn, without where. Equal keys have equal items and wires. */
export interface Picture {
  readonly key: string;
  /** Pictures that show the same in another version share positions: everything but the nodes. */
  readonly mode: string;
  readonly direction: Direction;
  readonly items: readonly Item[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly wires: readonly PictureWire[];
  /** Open groups, drawn as frames. */
  readonly frames: readonly NodeGroup[];
  /** By item: the frame around it, -1 for none; null without frames. */
  readonly frameOf: Int32Array | null;
  /** All groups, open or closed; null when nothing is grouped. */
  readonly groups: readonly NodeGroup[] | null;
}

/** What a person chose to see. */
export interface PictureWishes {
  readonly direction: Direction;
  readonly grouping: Grouping | null;
  /** Keys of open groups; `all` for every one. */
  readonly open: readonly string[] | 'all';
  readonly focus: Focus | null;
}

export interface PictureInput {
  /** With what is gone: see withGhosts. */
  readonly snapshot: Pick<ProjectSnapshot, 'nodes' | 'edges' | 'kinds' | 'ghosts'>;
  readonly graph: Graph;
  readonly wishes: PictureWishes;
}

/** Groups and focus applied to a project: what is left to draw. */
export function buildPicture({ snapshot, graph, wishes }: PictureInput): Picture {
  const focused = wishes.focus === null ? null : focusSet(graph, wishes.focus);
  const isShown = (id: NodeId): boolean => focused?.has(id) ?? true;
  const nodes = snapshot.nodes.filter((node) => isShown(node.id));
  const groups =
    wishes.grouping === null
      ? null
      : groupNodes(nodes, wishes.grouping, { graph, kinds: snapshot.kinds });
  const isOpen = (key: string): boolean => wishes.open === 'all' || wishes.open.includes(key);

  const items: Item[] = [];
  const indexOf = new Map<string, number>();
  const placeOf = new Map<NodeId, number>();
  const frames: NodeGroup[] = [];
  const frameOf: number[] = [];
  const add = (item: Item, frame: number): void => {
    indexOf.set(item.id, items.length);
    items.push(item);
    frameOf.push(frame);
  };
  for (const group of groups ?? [{ key: '', label: '', members: nodes.map((node) => node.id) }]) {
    if (groups === null || isOpen(group.key)) {
      const frame = groups === null ? -1 : frames.push(group) - 1;
      for (const id of group.members) {
        placeOf.set(id, items.length);
        add({ type: 'node', id }, frame);
      }
    } else {
      for (const id of group.members) placeOf.set(id, items.length);
      add({ type: 'group', id: groupId(group.key), group }, -1);
    }
  }
  const wires = mergeWires(snapshot.edges, new Set(snapshot.ghosts.edges), placeOf);
  const mode = JSON.stringify([
    wishes.direction,
    wishes.grouping,
    groups === null ? null : frames.map((frame) => frame.key),
    wishes.focus,
  ]);
  return {
    key: `${mode}${fingerprint(items, wires)}`,
    mode,
    direction: wishes.direction,
    items,
    indexOf,
    wires,
    frames,
    frameOf: frames.length === 0 ? null : Int32Array.from(frameOf),
    groups,
  };
}

function groupId(key: string): string {
  return `group:${key}`;
}

/** Edges between the same two things on the canvas are one wire; those inside a closed group are none. */
function mergeWires(
  edges: readonly Edge[],
  ghosts: ReadonlySet<Edge>,
  placeOf: ReadonlyMap<NodeId, number>,
): PictureWire[] {
  const wires = new Map<number, { count: number; ghost: boolean }>();
  const size = placeOf.size + 1;
  for (const edge of edges) {
    const from = placeOf.get(edge.from);
    const to = placeOf.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const key = from * size + to;
    const wire = wires.get(key);
    const ghost = ghosts.has(edge);
    if (wire === undefined) wires.set(key, { count: 1, ghost });
    else {
      wire.count += 1;
      wire.ghost &&= ghost;
    }
  }
  // Sorted, so that the order in which edges were found changes no picture.
  return [...wires]
    .sort(([a], [b]) => a - b)
    .map(([key, wire]) => ({ from: Math.floor(key / size), to: key % size, ...wire }));
}

/** Two different 32-bit hashes of all ids and wires: cheap, and enough to tell pictures apart. */
function fingerprint(items: readonly Item[], wires: readonly PictureWire[]): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  const feed = (value: number): void => {
    a = Math.imul(a ^ value, 0x01000193);
    b = Math.imul(b ^ value, 0x85ebca6b) ^ (b >>> 13);
  };
  const feedText = (text: string): void => {
    for (let i = 0; i < text.length; i += 1) feed(text.charCodeAt(i));
    feed(0x1_0000);
  };
  for (const item of items) {
    feedText(item.id);
    if (item.type === 'group') item.group.members.forEach(feedText);
  }
  for (const { from, to, count, ghost } of wires) {
    feed(from);
    feed(to);
    feed(ghost ? -count : count);
  }
  return `${items.length}-${wires.length}-${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
