import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import type { NodeRow } from './node-row';

export const treeModes = ['folder', 'upstream'] as const;
export type TreeMode = (typeof treeModes)[number];

/** A line of the tree. `key` names it in the address when it is folded. */
export interface TreeLine {
  readonly key: string;
  readonly label: string;
  /** From 1, as screen readers count. */
  readonly level: number;
  /** Null: a folder. */
  readonly row: NodeRow | null;
  /** How many nodes are below it. */
  readonly below: number;
  /** Null: nothing is below it. */
  readonly isOpen: boolean | null;
  /** What it also reads, apart from the node above it. */
  readonly otherUpstream: number;
}

interface Branch {
  readonly key: string;
  readonly label: string;
  readonly row: NodeRow | null;
  readonly otherUpstream: number;
  readonly children: Branch[];
}

/** The lines that are in sight: each node once, in its folder or below the last of its upstream. */
export function buildTree(input: {
  readonly rows: readonly NodeRow[];
  readonly graph: Graph;
  readonly mode: TreeMode;
  /** Keys of lines whose content is hidden. */
  readonly folded: ReadonlySet<string>;
}): TreeLine[] {
  const roots =
    input.mode === 'folder' ? byFolder(input.rows) : byUpstream(input.rows, input.graph);
  return flatten(roots, input.folded);
}

function byFolder(rows: readonly NodeRow[]): Branch[] {
  const roots: Branch[] = [];
  const folders = new Map<string, Branch>();
  const folderAt = (path: string): Branch => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf('/');
    const label = path.slice(slash + 1);
    const made = { key: `${path}/`, label, row: null, otherUpstream: 0, children: [] };
    folders.set(path, made);
    (slash < 0 ? roots : folderAt(path.slice(0, slash)).children).push(made);
    return made;
  };
  const inOrder = rows.toSorted((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  for (const row of inOrder) {
    const path = pathOf(row);
    const slash = path.lastIndexOf('/');
    const leaf = { key: row.id, label: row.id, row, otherUpstream: 0, children: [] };
    (slash < 0 ? roots : folderAt(path.slice(0, slash)).children).push(leaf);
  }
  return roots;
}

function pathOf({ node }: NodeRow): string {
  return node.filePath ?? `(no file)/${node.name}`;
}

/** Rows come upstream before downstream, so the node above is there already. */
function byUpstream(rows: readonly NodeRow[], graph: Graph): Branch[] {
  const roots: Branch[] = [];
  const branches = new Map<NodeId, Branch>();
  const rank = new Map(rows.map(({ id }, index) => [id, index]));
  for (const row of rows) {
    const upstream = graph.has(row.id) ? graph.upstreamOf(row.id) : [];
    let above: NodeId | null = null;
    for (const id of upstream) {
      const at = rank.get(id);
      if (at === undefined || !branches.has(id)) continue;
      if (above === null || at > (rank.get(above) ?? -1)) above = id;
    }
    const branch: Branch = {
      key: row.id,
      label: row.id,
      row,
      otherUpstream: upstream.length - (above === null ? 0 : 1),
      children: [],
    };
    branches.set(row.id, branch);
    (above === null ? roots : (branches.get(above)?.children ?? roots)).push(branch);
  }
  return roots;
}

function flatten(roots: readonly Branch[], folded: ReadonlySet<string>): TreeLine[] {
  const below = countBelow(roots);
  const lines: TreeLine[] = [];
  const waiting = roots.toReversed().map((branch) => ({ branch, level: 1 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { branch, level } = next;
    const isOpen = branch.children.length === 0 ? null : !folded.has(branch.key);
    const { key, label, row, otherUpstream } = branch;
    lines.push({ key, label, level, row, below: below.get(branch) ?? 0, isOpen, otherUpstream });
    if (isOpen !== true) continue;
    for (const child of branch.children.toReversed()) {
      waiting.push({ branch: child, level: level + 1 });
    }
  }
  return lines;
}

/** Children are counted before those above them: a chain of any length must not fill the stack. */
function countBelow(roots: readonly Branch[]): ReadonlyMap<Branch, number> {
  const order: Branch[] = [];
  const waiting = [...roots];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    order.push(next);
    for (const child of next.children) waiting.push(child);
  }
  const below = new Map<Branch, number>();
  for (const branch of order.toReversed()) {
    let count = 0;
    for (const child of branch.children) {
      count += (below.get(child) ?? 0) + (child.row === null ? 0 : 1);
    }
    below.set(branch, count);
  }
  return below;
}
