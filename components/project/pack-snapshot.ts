import { nodeId, type NodeId } from '@/lib/graph/node-id';
import { LastFew } from '@/lib/util/last-few';
import type {
  NodeSnapshot,
  ProjectSnapshot,
  SnapshotEdge,
} from '@/lib/service/project/project-snapshot';

/** A table by columns: equal values stand once, and a row is the place of its value in each column. */
interface Column {
  readonly values: readonly unknown[];
  /** By row; null when the column has one value only, and for one whose values all differ. */
  readonly rows: readonly number[] | null;
}

interface Packed {
  readonly rest: Omit<ProjectSnapshot, 'nodes' | 'edges' | 'ghosts'>;
  readonly nodes: Readonly<Record<string, Column>>;
  readonly nodeCount: number;
  /** How many of the nodes, counted from the end, are ghosts. */
  readonly ghostCount: number;
  /** The numbers of both nodes, by turns. */
  readonly edges: readonly number[];
  readonly ghostEdges: readonly number[];
  /** Edges that name nodes which are not among the nodes. */
  readonly strays: {
    readonly edges: readonly SnapshotEdge[];
    readonly ghosts: readonly SnapshotEdge[];
  };
}

/**
 * A snapshot as a text on its way to the browser. Most nodes say the same in most of their fields, and edges name each
 * node several times: for 10,000 nodes this is a quarter of what the objects would take, and one value for the page to
 * read instead of 100,000.
 */
export function packSnapshot(snapshot: ProjectSnapshot): string {
  let text = packedBefore.get(snapshot);
  if (text === undefined) packedBefore.set(snapshot, (text = pack(snapshot)));
  return text;
}

/** Every page of a project that has not changed is given the same. */
const packedBefore = new WeakMap<ProjectSnapshot, string>();

function pack(snapshot: ProjectSnapshot): string {
  const { nodes: present, edges, ghosts, ...rest } = snapshot;
  const nodes = [...present, ...ghosts.nodes];
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]));
  const keys = new Set(nodes.flatMap((node) => Object.keys(node)));
  // The id says both.
  keys.delete('name');
  keys.delete('kind');
  const columns = [...keys].map(
    (key) => [key, columnOf(nodes, key as keyof NodeSnapshot)] as const,
  );
  const isKnown = ({ from, to }: SnapshotEdge): boolean => indexOf.has(from) && indexOf.has(to);
  const numbers = (list: readonly SnapshotEdge[]): number[] =>
    list.filter(isKnown).flatMap(({ from, to }) => [indexOf.get(from) ?? 0, indexOf.get(to) ?? 0]);
  const packed: Packed = {
    rest,
    nodes: Object.fromEntries(columns),
    nodeCount: nodes.length,
    ghostCount: ghosts.nodes.length,
    edges: numbers(edges),
    ghostEdges: numbers(ghosts.edges),
    strays: {
      edges: edges.filter((edge) => !isKnown(edge)),
      ghosts: ghosts.edges.filter((edge) => !isKnown(edge)),
    },
  };
  return JSON.stringify(packed);
}

/** The server makes many pages of one snapshot, and what it works out for one holds for the next. */
const unpackedBefore = new LastFew<ProjectSnapshot>(2);

/** What packSnapshot was given. */
export function unpackSnapshot(text: string): ProjectSnapshot {
  return typeof window === 'undefined' ? unpackedBefore.of(text, () => unpack(text)) : unpack(text);
}

function unpack(text: string): ProjectSnapshot {
  // The text comes from packSnapshot of the same build, by way of our own server.
  const packed = JSON.parse(text) as Packed;
  const columns = Object.entries(packed.nodes);
  const nodes = Array.from({ length: packed.nodeCount }, (_, row): NodeSnapshot => {
    const node: Record<string, unknown> = {};
    for (const [key, { values, rows }] of columns) {
      node[key] = rows === null ? values[values.length === 1 ? 0 : row] : values[rows[row] ?? 0];
    }
    const id = String(node['id']);
    const dot = id.indexOf('.');
    return { ...node, kind: id.slice(0, dot), name: id.slice(dot + 1) } as unknown as NodeSnapshot;
  });
  const pairs = (numbers: readonly number[]): SnapshotEdge[] =>
    Array.from({ length: numbers.length / 2 }, (_, index) => ({
      from: idAt(nodes, numbers[2 * index]),
      to: idAt(nodes, numbers[2 * index + 1]),
    }));
  const present = packed.nodeCount - packed.ghostCount;
  return {
    ...packed.rest,
    nodes: nodes.slice(0, present),
    edges: [...pairs(packed.edges), ...packed.strays.edges],
    ghosts: {
      nodes: nodes.slice(present),
      edges: [...pairs(packed.ghostEdges), ...packed.strays.ghosts],
    },
  };
}

function columnOf(nodes: readonly NodeSnapshot[], key: keyof NodeSnapshot): Column {
  const values: unknown[] = [];
  const placeOf = new Map<string, number>();
  const rows = nodes.map((node) => {
    const value = node[key] ?? null;
    const name = JSON.stringify(value);
    let place = placeOf.get(name);
    if (place === undefined) {
      place = values.length;
      placeOf.set(name, place);
      values.push(value);
    }
    return place;
  });
  const isPlain = values.length === 1 || values.length === nodes.length;
  return { values, rows: isPlain ? null : rows };
}

function idAt(nodes: readonly NodeSnapshot[], index: number | undefined): NodeId {
  return nodes[index ?? -1]?.id ?? nodeId('unknown', 'unknown');
}
