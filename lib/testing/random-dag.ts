import fc from 'fast-check';
import { manifestOf } from './manifest-of';
import type { Manifest } from '../manifest/manifest';

/** Random DAGs of up to `most` nodes: each node reads any of those before it. */
export function randomDag(most: number): fc.Arbitrary<Manifest> {
  return fc
    .integer({ min: 1, max: most })
    .chain((size) =>
      fc
        .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: size, maxLength: size })
        .map((picks) =>
          manifestOf(
            Object.fromEntries(
              picks.map((reads, index) => [
                nameOf(index),
                index === 0 ? [] : [...new Set(reads.map((pick) => nameOf(pick % index)))],
              ]),
            ),
          ),
        ),
    );
}

/** Padded, so that the order of ids is not by accident the topological one for every size. */
function nameOf(index: number): string {
  return `transform.n${String((index * 7919) % 10_007)}`;
}
