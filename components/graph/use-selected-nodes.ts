'use client';

import { useMemo } from 'react';
import type { Graph } from '@/lib/graph/graph';
import { parseNodeId, type NodeId } from '@/lib/graph/node-id';
import type { useGraphUrl } from './use-graph-url';

/** Which nodes are selected. */
export interface SelectedNodes {
  /** Those of the address that the graph has, in the order in which they were selected. */
  readonly selected: readonly NodeId[];
  /** The one that the panel is about: the last. */
  readonly shown: NodeId | null;
  /** The first id of the address that the graph does not have. */
  readonly unknown: string | undefined;
  readonly select: (ids: readonly NodeId[]) => void;
}

/** The selection, as the address has it. */
export function useSelectedNodes(
  [url, setUrl]: ReturnType<typeof useGraphUrl>,
  graph: Graph,
): SelectedNodes {
  const selected = useMemo(() => knownNodes(url.node, (id) => graph.has(id)), [url.node, graph]);
  return {
    selected,
    shown: selected.at(-1) ?? null,
    unknown: url.node.find((id) => !selected.some((known) => known === id)),
    select: (ids) => {
      const opens = url.node.length === 0 && ids.length > 0;
      void setUrl(
        { node: ids.length === 0 ? null : [...ids] },
        { history: opens ? 'push' : 'replace' },
      );
    },
  };
}

function knownNodes(texts: readonly string[], exists: (id: NodeId) => boolean): NodeId[] {
  return texts.flatMap((text) => {
    const id = parseNodeId(text);
    return id.ok && exists(id.value) ? [id.value] : [];
  });
}
