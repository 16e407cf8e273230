import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NodeId } from '../graph/node-id';
import type { Manifest } from '../manifest/manifest';
import { nodesToRun } from '../planner/nodes-to-run';
import { everything, planRun, type Selection } from '../planner/plan-run';
import type { NodeState } from '../state/execution-state';
import { combineFingerprint, definitionHashes, sha256, upstreamHash } from '../state/fingerprint';
import { manifestOf } from '../testing/manifest-of';
import { randomDag } from '../testing/random-dag';
import { err, ok } from '../util/result';
import { runPlan } from './run-plan';

/** A project that lives in memory: an output is a digest of what it was made from. */
class World {
  readonly outputs = new Map<NodeId, string>();
  readonly state = new Map<NodeId, NodeState>();
  /** What each run executed, in the order of execution. */
  ran: NodeId[] = [];
  #clock = 0;

  async run(
    manifest: Manifest,
    more: {
      readonly full?: boolean;
      readonly selection?: Partial<Selection>;
      readonly fails?: (id: NodeId) => boolean;
      readonly continueOnError?: boolean;
      readonly retry?: number;
      readonly parallel?: number;
    } = {},
  ): Promise<void> {
    this.ran = [];
    const attempts = new Map<NodeId, number>();
    const plan = this.plan(manifest, more);
    await runPlan(
      plan,
      manifest,
      this.state,
      {
        execute: async (node) => {
          for (const upstream of manifest.graph.upstreamOf(node.id)) {
            // Whatever it reads is there, and is not being made while it reads.
            if (!this.outputs.has(upstream)) throw new Error(`${node.id} came before ${upstream}`);
          }
          const attempt = (attempts.get(node.id) ?? 0) + 1;
          attempts.set(node.id, attempt);
          this.ran.push(node.id);
          await new Promise((resolve) => setImmediate(resolve));
          // With further attempts, the last one succeeds.
          const isFailing =
            more.fails?.(node.id) === true && attempt <= Math.max(1, more.retry ?? 0);
          if (isFailing) return err({ code: 'sql_error', message: 'no luck' });
          this.outputs.set(node.id, this.#made(manifest, node.id));
          return ok({ rowCount: 1, outputPath: null, metadata: {} });
        },
        audit: () => Promise.reject(new Error('nothing is audited here')),
        identify: (node, stateOf) => {
          const upstream = manifest.graph
            .upstreamOf(node.id)
            .map((id) => [id, stateOf(id)?.fingerprint?.combined ?? ''] as const);
          const fingerprint = combineFingerprint(
            definitionHashes(node),
            upstreamHash(upstream),
            null,
          );
          return Promise.resolve({ fingerprint, dataFiles: [] });
        },
        describeOutput: (path) => Promise.resolve({ path, bytes: 0 }),
        contentOf: () => Promise.resolve(null),
        awaitElsewhere: () => Promise.resolve([]),
        remember: () => Promise.resolve(),
        emit: () => undefined,
        now: () => (this.#clock += 1000),
      },
      {
        runId: 'run',
        parallel: more.parallel ?? 4,
        retry: more.retry ?? 0,
        continueOnError: more.continueOnError ?? false,
        failFast: false,
        earlyCutoff: false,
        pools: new Map(),
        elsewhere: new Set(),
        stop: new AbortController().signal,
        abort: new AbortController().signal,
      },
    );
  }

  plan(
    manifest: Manifest,
    more: { readonly full?: boolean; readonly selection?: Partial<Selection> } = {},
  ): ReturnType<typeof planRun> {
    return planRun({
      manifest,
      state: this.state,
      factsOf: (id) => {
        const node = manifest.nodes.get(id);
        const stored = this.state.get(id)?.fingerprint ?? null;
        if (node === undefined) throw new Error(id);
        const upstream = manifest.graph
          .upstreamOf(id)
          .map((up) => [up, this.state.get(up)?.fingerprint?.combined ?? ''] as const);
        return {
          definitionChange:
            stored !== null && stored.content !== definitionHashes(node).content ? [] : null,
          changedDataFiles: [],
          missingOutput: null,
          upstreamMoved: stored !== null && stored.upstream !== upstreamHash(upstream),
          dependsOnTime: false,
        };
      },
      broken: new Set(),
      selection: { ...everything, ...more.selection },
      full: more.full ?? false,
    });
  }

  #made(manifest: Manifest, id: NodeId): string {
    const inputs = manifest.graph.upstreamOf(id).map((up) => this.outputs.get(up) ?? '');
    const { config } = manifest.nodes.get(id) ?? {};
    return sha256(JSON.stringify([id, config?.['params'], inputs]));
  }
}

/** The same project after edits: `params` of the picked nodes are new, edges stay. */
function editedManifest(manifest: Manifest, edits: ReadonlyMap<NodeId, number>): Manifest {
  const ids = [...manifest.nodes.keys()];
  return manifestOf(
    Object.fromEntries(ids.map((id) => [id, manifest.graph.upstreamOf(id)])),
    Object.fromEntries(
      ids.map((id) => {
        const version = edits.get(id);
        const config = version === undefined ? {} : { params: { version }, retry_delay: 0 };
        return [id, { config: { retry_delay: 0, ...config } }];
      }),
    ),
  );
}

const picks = fc.array(fc.nat(), { maxLength: 4 });
const step = fc.record({
  edits: picks,
  /** Every how many-th node fails. */
  failing: fc.option(fc.integer({ min: 2, max: 7 })),
  filter: fc.option(fc.nat(), { freq: 2 }),
  full: fc.integer({ max: 7, min: 0 }).map((one) => one === 0),
  continueOnError: fc.boolean(),
  retry: fc.integer({ min: 0, max: 2 }),
  parallel: fc.integer({ min: 1, max: 6 }),
});

const sizes = [
  { nodes: 60, runs: 60 },
  { nodes: 2000, runs: 3 },
];

it.each(sizes)(
  'reaches the outputs of one full run by any way, on DAGs of up to $nodes nodes',
  async ({ nodes, runs }) => {
    await fc.assert(
      fc.asyncProperty(
        randomDag(nodes),
        fc.array(step, { minLength: 1, maxLength: 5 }),
        async (bare, steps) => {
          const ids = [...bare.nodes.keys()];
          const pick = (numbers: readonly number[]): NodeId[] =>
            numbers.flatMap((number) => ids[number % ids.length] ?? []);
          const edits = new Map<NodeId, number>();
          const world = new World();
          await world.run(editedManifest(bare, edits));
          for (const [
            version,
            { edits: edited, failing: nth, filter, ...how },
          ] of steps.entries()) {
            for (const id of pick(edited)) edits.set(id, version);
            const failing = new Set(
              ids.filter((_, index) => nth !== null && (index + version) % nth === 0),
            );
            await world.run(editedManifest(bare, edits), {
              ...how,
              fails: (id) => failing.has(id),
              ...(filter === null ? {} : { selection: { nodes: pick([filter]) } }),
            });
            // Nothing runs twice, but for its further attempts.
            const most = 1 + how.retry;
            for (const id of new Set(world.ran)) {
              if (!failing.has(id)) expect(world.ran.filter((ran) => ran === id)).toHaveLength(1);
              else expect(world.ran.filter((ran) => ran === id).length).toBeLessThanOrEqual(most);
            }
          }
          const last = editedManifest(bare, edits);
          await world.run(last);
          const undisturbed = new World();
          await undisturbed.run(last, { full: true });
          expect([...world.outputs].toSorted()).toEqual([...undisturbed.outputs].toSorted());
          await world.run(last);
          expect(world.ran).toEqual([]);
        },
      ),
      { numRuns: runs },
    );
  },
  120_000,
);

it('runs exactly what was edited and what is downstream of it, on DAGs of up to 2,000 nodes', async () => {
  await fc.assert(
    fc.asyncProperty(randomDag(2000), picks, async (bare, edited) => {
      const ids = [...bare.nodes.keys()];
      const changed = new Set(edited.flatMap((number) => ids[number % ids.length] ?? []));
      const world = new World();
      await world.run(editedManifest(bare, new Map()));
      expect(new Set(world.ran)).toEqual(new Set(ids));
      const after = editedManifest(bare, new Map([...changed].map((id) => [id, 1])));
      const planned = nodesToRun(world.plan(after));
      await world.run(after);
      expect(world.ran.toSorted()).toEqual(planned.toSorted());
      expect(new Set(world.ran)).toEqual(
        new Set([...changed, ...bare.graph.descendantsOf(changed)]),
      );
    }),
    { numRuns: 5 },
  );
}, 120_000);
