import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Manifest } from '../manifest/manifest';
import { id, manifestOf } from '../testing/manifest-of';
import { randomDag } from '../testing/random-dag';
import { ManifestDiff } from './manifest-diff';

/** Some nodes of the manifest changed, and some taken away with their edges. */
function variant(manifest: Manifest, changed: number, removed: number): Manifest {
  const ids = [...manifest.nodes.keys()];
  const kept = ids.filter((_, index) => index % removed !== 1);
  return manifestOf(
    Object.fromEntries(
      kept.map((node) => [node, manifest.graph.upstreamOf(node).filter((up) => kept.includes(up))]),
    ),
    Object.fromEntries(
      kept.flatMap((node, index) =>
        index % changed === 0 ? [[node, { config: { params: { limit: changed } } }]] : [],
      ),
    ),
  );
}

it.each([
  { nodes: 120, runs: 60 },
  { nodes: 2000, runs: 3 },
])('mirrors when the manifests change places, with up to $nodes nodes', async ({ nodes, runs }) => {
  const part = fc.integer({ min: 2, max: 9 });
  await fc.assert(
    fc.asyncProperty(
      randomDag(nodes),
      part,
      part,
      part,
      async (base, changed, changedToo, removed) => {
        const [a, b] = [variant(base, changed, removed), variant(base, changedToo, removed + 1)];
        const [there, back] = [await ManifestDiff.compare(a, b), await ManifestDiff.compare(b, a)];
        expect(back.addedNodes).toEqual(there.removedNodes);
        expect(back.removedNodes).toEqual(there.addedNodes);
        expect(back.addedEdges).toEqual(there.removedEdges);
        expect(back.removedEdges).toEqual(there.addedEdges);
        const fieldsOf = (diff: ManifestDiff): unknown =>
          diff.modifiedNodes.map(({ nodeId, fields }) => [nodeId, fields.map(({ path }) => path)]);
        expect(fieldsOf(back)).toEqual(fieldsOf(there));
        expect((await ManifestDiff.compare(a, a)).hasChanges).toBe(false);
      },
    ),
    { numRuns: runs },
  );
});

it('tells what must be built again: what changed in more than words, and its downstream', async () => {
  const edges = { 'source.a': [], 'source.b': [], 'transform.a': ['source.a'] };
  const before = manifestOf(edges);
  const after = manifestOf(
    { ...edges, 'source.c': [] },
    {
      'source.a': { config: { table: 'new.csv' } },
      'source.b': { config: { description: 'new words' } },
    },
  );
  const diff = await ManifestDiff.compare(before, after);
  expect([...diff.nodesToRebuild()].toSorted()).toEqual(['source.a', 'source.c', 'transform.a']);
  expect(diff.modifiedNodes.map(({ nodeId, category }) => [nodeId, category])).toEqual([
    [id('source.a'), 'non_breaking'],
    [id('source.b'), 'metadata'],
  ]);
  expect(diff.summary).toBe('1 node(s) added, 2 node(s) modified');
});
