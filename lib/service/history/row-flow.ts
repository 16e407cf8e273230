import type { NodeId } from '../../graph/node-id';

/** Rows on their way along one edge, as of the last builds. */
export interface EdgeFlow {
  readonly from: NodeId;
  readonly to: NodeId;
  /** What `from` left; null when it was never built or leaves no rows. */
  readonly rows: number | null;
}

/** What went into a node and what came out. */
export interface NodeFlow {
  readonly id: NodeId;
  /** Of all that it reads together; null when any of them is not known. */
  readonly rowsIn: number | null;
  readonly rowsOut: number | null;
  /** Median of what it left in its last executions before this one; null when it has run less than twice. */
  readonly usualOut: number | null;
  /** Why the number of rows deserves a look, in words; null when it doesn't. */
  readonly drop: string | null;
}

export interface RowFlow {
  readonly edges: readonly EdgeFlow[];
  readonly nodes: readonly NodeFlow[];
}

export interface RowFlowInput {
  readonly nodes: readonly { readonly id: NodeId; readonly kind: string }[];
  readonly edges: readonly { readonly from: NodeId; readonly to: NodeId }[];
  /** What each node left when it was last built. */
  readonly rowsOf: (id: NodeId) => number | null;
  /** What its last executions left, newest first, the last build included. */
  readonly past: ReadonlyMap<string, readonly number[]>;
}

/** What a picture of the graph needs beside the rows that it has: little, however large the graph. */
export interface RowNotes {
  /** Why the rows that a node left deserve a look, in words. */
  readonly drops: Readonly<Record<NodeId, string>>;
  /** What nodes that did not run had left before. */
  readonly rows: Readonly<Record<NodeId, number>>;
}

export function dropsOf({ nodes }: RowFlow): RowNotes['drops'] {
  return Object.fromEntries(nodes.flatMap(({ id, drop }) => (drop === null ? [] : [[id, drop]])));
}

/** Less than this share of what is usual is a drop, unless its inputs dropped as much. */
const dropShare = 0.5;
/** Kinds whose number of rows says nothing about what they read. */
const countsOtherThings = new Set(['rule', 'profile', 'semantic_model', 'metric', 'exposure']);

/** Rows along the edges, with the nodes that left unexpectedly few of them. */
export function rowFlow({ nodes, edges, rowsOf, past }: RowFlowInput): RowFlow {
  const inputs = new Map<NodeId, NodeId[]>();
  for (const { from, to } of edges) {
    const known = inputs.get(to);
    if (known === undefined) inputs.set(to, [from]);
    else known.push(from);
  }
  const usual = (id: NodeId): number | null => {
    const before = past.get(id)?.slice(1) ?? [];
    return before.length === 0 ? null : median(before);
  };
  return {
    edges: edges.map(({ from, to }) => ({ from, to, rows: rowsOf(from) })),
    nodes: nodes.map(({ id, kind }) => {
      const reads = inputs.get(id) ?? [];
      const rowsOut = rowsOf(id);
      const counts = reads.map(rowsOf);
      const rowsIn = counts.length === 0 || counts.includes(null) ? null : sum(counts);
      const usualOut = usual(id);
      const inputShare = smallest(reads.map((input) => shareOf(rowsOf(input), usual(input))));
      const drop = countsOtherThings.has(kind)
        ? null
        : dropText({ rowsIn, rowsOut, usualOut, inputShare });
      return { id, rowsIn, rowsOut, usualOut, drop };
    }),
  };
}

function dropText({
  rowsIn,
  rowsOut,
  usualOut,
  inputShare,
}: {
  readonly rowsIn: number | null;
  readonly rowsOut: number | null;
  readonly usualOut: number | null;
  /** How much of what is usual the input has that dropped most. */
  readonly inputShare: number;
}): string | null {
  if (rowsOut === null) return null;
  if (rowsOut === 0) {
    if (rowsIn !== null && rowsIn > 0) return `${format(rowsIn)} rows in and none out`;
    return usualOut !== null && usualOut > 0 ? `no rows, usually ${format(usualOut)}` : null;
  }
  const share = shareOf(rowsOut, usualOut);
  if (usualOut === null || share >= dropShare || share >= inputShare * 0.7) return null;
  return `${format(rowsOut)} rows, usually ${format(usualOut)}`;
}

function shareOf(rows: number | null, usual: number | null): number {
  return rows === null || usual === null || usual === 0 ? 1 : rows / usual;
}

function smallest(shares: readonly number[]): number {
  return shares.reduce((least, share) => Math.min(least, share), 1);
}

function sum(counts: readonly (number | null)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function format(rows: number): string {
  return Math.round(rows).toLocaleString('en-US');
}
