import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';
import type { KindSnapshot, NodeSnapshot } from '@/lib/service/project/project-snapshot';

/** By what nodes can be put together. */
export const groupings = ['kind', 'tag', 'folder', 'layer'] as const;
export type Grouping = (typeof groupings)[number];

export const groupingLabels: Readonly<Record<Grouping, string>> = {
  kind: 'Kind',
  tag: 'First tag',
  folder: 'Folder',
  layer: 'Layer',
};

export interface NodeGroup {
  /** Unlike that of any other group of the same grouping; stands in the address. */
  readonly key: string;
  readonly label: string;
  readonly members: readonly NodeId[];
}

/** Every node in exactly one group; groups in the order of their first nodes. */
export function groupNodes(
  nodes: readonly NodeSnapshot[],
  grouping: Grouping,
  { graph, kinds }: { readonly graph: Graph; readonly kinds: readonly KindSnapshot[] },
): NodeGroup[] {
  const keyOf = keyFunction(grouping, graph);
  const kindLabels = new Map(kinds.map(({ kind, label }) => [kind, label]));
  const groups = new Map<string, NodeId[]>();
  for (const node of nodes) {
    const key = keyOf(node);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [node.id]);
    else members.push(node.id);
  }
  return [...groups].map(([key, members]) => ({
    key,
    label: grouping === 'kind' ? (kindLabels.get(key) ?? key) : labelOf(grouping, key),
    members,
  }));
}

function keyFunction(grouping: Grouping, graph: Graph): (node: NodeSnapshot) => string {
  switch (grouping) {
    case 'kind':
      return (node) => node.kind;
    case 'tag':
      return (node) => node.tags[0] ?? '';
    case 'folder':
      return (node) => folderOf(node.filePath);
    case 'layer': {
      const layers = new Map(
        graph.layers().flatMap((ids, index) => ids.map((id) => [id, String(index + 1)] as const)),
      );
      return (node) => layers.get(node.id) ?? '';
    }
  }
}

function folderOf(filePath: string | null): string {
  if (filePath === null) return '';
  const parts = filePath.split('/').slice(0, -1);
  return (parts[0] === 'seeknal' ? parts.slice(1) : parts).join('/');
}

function labelOf(grouping: Exclude<Grouping, 'kind'>, key: string): string {
  switch (grouping) {
    case 'tag':
      return key === '' ? 'No tag' : key;
    case 'folder':
      return key === '' ? 'Top folder' : key;
    case 'layer':
      return key === '' ? 'On a cycle' : `Layer ${key}`;
  }
}
