import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manifestOf } from '../testing/manifest-of';
import { randomDag } from '../testing/random-dag';
import { stateAfterSuccess } from '../testing/state-of';
import { nodesToRun } from './nodes-to-run';
import { partitionPlan } from './partition';
import { everything, planRun } from './plan-run';
import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import type { Plan } from './plan';

function planOf(manifest: Manifest, changed: ReadonlySet<string> | null): Plan {
  return planRun({
    manifest,
    state: stateAfterSuccess(manifest),
    factsOf: (id) => ({
      definitionChange: changed?.has(id) === true ? [] : null,
      changedDataFiles: [],
      missingOutput: null,
      upstreamMoved: false,
      dependsOnTime: false,
    }),
    broken: new Set(),
    selection: everything,
    full: changed === null,
  });
}

const twoChains = manifestOf({
  'source.a': [],
  'source.b': [],
  'transform.a': ['source.a'],
  'transform.b': ['source.b'],
});

it('keeps what hangs together in one part', () => {
  const plan = planOf(twoChains, null);
  const parts = [1, 2].map((index) =>
    nodesToRun(partitionPlan(plan, twoChains, { index, count: 2 })),
  );
  expect(parts).toEqual([
    ['source.a', 'transform.a'],
    ['source.b', 'transform.b'],
  ]);
});

it('says of what it leaves out which part runs it', () => {
  const { entries } = partitionPlan(planOf(twoChains, null), twoChains, { index: 2, count: 2 });
  expect(entries.find(({ nodeId }) => nodeId === 'source.a')?.decision).toEqual({
    action: 'skip',
    reason: { code: 'other_part', part: 1, count: 2 },
  });
});

it('gives each node of the plan to exactly one part, and none that reads from a later one', () => {
  fc.assert(
    fc.property(
      randomDag(300),
      fc.integer({ min: 1, max: 9 }),
      fc.option(fc.array(fc.nat(), { maxLength: 5 })),
      (manifest, count, picks) => {
        const ids = [...manifest.nodes.keys()];
        const changed =
          picks === null ? null : new Set(picks.map((pick) => ids[pick % ids.length] ?? ''));
        const plan = planOf(manifest, changed);
        const partOf = new Map<NodeId, number>();
        for (let index = 1; index <= count; index += 1) {
          const part = partitionPlan(plan, manifest, { index, count });
          expect(part.entries).toHaveLength(plan.entries.length);
          for (const id of nodesToRun(part)) {
            expect(partOf.has(id)).toBe(false);
            partOf.set(id, index);
          }
        }
        expect([...partOf.keys()].toSorted()).toEqual(nodesToRun(plan).toSorted());
        for (const [id, part] of partOf) {
          for (const upstream of manifest.graph.upstreamOf(id)) {
            expect(partOf.get(upstream) ?? 0).toBeLessThanOrEqual(part);
          }
        }
      },
    ),
    { numRuns: 100 },
  );
});
