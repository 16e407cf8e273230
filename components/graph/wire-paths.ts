import { adjacencyOf, type Adjacency } from '@/lib/layout/adjacency';
import { at } from '@/lib/layout/at';
import type { Paths } from './path-highlight';

interface Ends {
  readonly from: number;
  readonly to: number;
}

/** Walks along the wires of a picture, closed groups included. */
export interface WirePaths extends Paths {
  readonly upstreamOf: (id: string) => readonly string[];
  readonly downstreamOf: (id: string) => readonly string[];
  /** Everything on any way from one to the other, both included; none when there is no way. */
  readonly between: (from: string, to: string) => ReadonlySet<string>;
}

/**
 * `ids`: what stands at the ends of wires, by number. `isGroup`: the ones that are closed groups. That one group reads
 * another, and this one a third, says nothing of the first and the third: their ways end at the next thing.
 */
export function wirePaths(
  ids: readonly string[],
  wires: readonly Ends[],
  isGroup: (id: string) => boolean = () => false,
): WirePaths {
  const tails = Int32Array.from(wires, (wire) => wire.from);
  const heads = Int32Array.from(wires, (wire) => wire.to);
  const incoming = adjacencyOf(ids.length, heads);
  const outgoing = adjacencyOf(ids.length, tails);
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const idsOf = (indexes: Iterable<number>): string[] =>
    Array.from(indexes, (index) => ids[index] ?? '');
  const neighbours = (id: string, { start, arcs }: Adjacency, ends: Int32Array): string[] => {
    const index = indexOf.get(id);
    if (index === undefined) return [];
    return idsOf(arcs.subarray(at(start, index), at(start, index + 1)).map((arc) => at(ends, arc)));
  };
  const reach = (start: readonly string[], adjacency: Adjacency, ends: Int32Array): Set<number> => {
    const queue = start.flatMap((id) => indexOf.get(id) ?? []);
    const found = new Set(queue);
    for (let next = 0; next < queue.length; next += 1) {
      const index = queue[next] ?? 0;
      for (let i = at(adjacency.start, index); i < at(adjacency.start, index + 1); i += 1) {
        const other = at(ends, at(adjacency.arcs, i));
        if (found.has(other)) continue;
        found.add(other);
        queue.push(other);
      }
    }
    return found;
  };
  const after = (start: readonly string[]): Set<number> => reach(start, outgoing, heads);
  const before = (start: readonly string[]): Set<number> => reach(start, incoming, tails);
  return {
    through: (start) => {
      const [groups, nodes] = [start.filter(isGroup), start.filter((id) => !isGroup(id))];
      return new Set([
        ...start,
        ...idsOf(before(nodes)),
        ...idsOf(after(nodes)),
        ...groups.flatMap((id) => neighbours(id, incoming, tails)),
        ...groups.flatMap((id) => neighbours(id, outgoing, heads)),
      ]);
    },
    endsAt: (start) => (start.every(isGroup) ? start : null),
    upstreamOf: (id) => neighbours(id, incoming, tails),
    downstreamOf: (id) => neighbours(id, outgoing, heads),
    between: (from, to) => {
      const ends = before([to]);
      return new Set(idsOf([...after([from])].filter((index) => ends.has(index))));
    },
  };
}
