import fc from 'fast-check';
import { digraphOf, type Digraph } from '../layout/digraph';

/** A digraph from its arcs, each as tail and head. */
export function digraph(size: number, arcs: readonly (readonly [number, number])[]): Digraph {
  return digraphOf(
    size,
    Int32Array.from(arcs.map(([tail]) => tail)),
    Int32Array.from(arcs.map(([, head]) => head)),
  );
}

/** Random digraphs without cycles that hang together. The arcs are from vertices to ones with a higher number. */
export function randomDigraph(most: number): fc.Arbitrary<Digraph> {
  return fc
    .array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { maxLength: most - 1 })
    .map((picks) =>
      digraph(
        picks.length + 1,
        picks.flatMap((reads, index) =>
          [...new Set(reads.map((pick) => pick % (index + 1)))].map(
            (tail) => [tail, index + 1] as const,
          ),
        ),
      ),
    );
}
