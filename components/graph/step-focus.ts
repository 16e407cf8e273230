import type { Graph } from '@/lib/graph/graph';
import type { NodeId } from '@/lib/graph/node-id';

/** Where a card's upper left corner is. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export function isArrowKey(key: string): key is ArrowKey {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown';
}

/**
 * Where an arrow key leads from a node: left to what it reads, right to what reads it, up and down within its layer. Of
 * several the nearest; null when there is nothing that way.
 */
export function stepFocus(
  from: NodeId,
  key: ArrowKey,
  graph: Graph,
  positions: ReadonlyMap<NodeId, Point>,
): NodeId | null {
  const at = positions.get(from);
  if (at === undefined) return null;
  const candidates = candidatesOf(from, key, graph, positions, at);
  let best: NodeId | null = null;
  let bestDistance = Infinity;
  for (const id of candidates) {
    const point = positions.get(id);
    if (point === undefined || id === from) continue;
    const distance = Math.abs(point.y - at.y) * 2 + Math.abs(point.x - at.x);
    if (distance < bestDistance) [best, bestDistance] = [id, distance];
  }
  return best;
}

function candidatesOf(
  from: NodeId,
  key: ArrowKey,
  graph: Graph,
  positions: ReadonlyMap<NodeId, Point>,
  at: Point,
): readonly NodeId[] {
  switch (key) {
    case 'ArrowLeft':
      return graph.upstreamOf(from);
    case 'ArrowRight':
      return graph.downstreamOf(from);
    case 'ArrowUp':
    case 'ArrowDown': {
      const sign = key === 'ArrowUp' ? -1 : 1;
      return [...positions]
        .filter(([, point]) => Math.abs(point.x - at.x) < 1 && (point.y - at.y) * sign > 0)
        .map(([id]) => id);
    }
  }
}
