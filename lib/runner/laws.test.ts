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
import { isJsonObject } from '../util/json';
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
      readonly earlyCutoff?: boolean;
      /** Somebody stops the run when so many executions have begun. */
      readonly stopAfter?: number;
    } = {},
  ): Promise<void> {
    this.ran = [];
    const stop = new AbortController();
    const finished = new Set<NodeId>();
    const attempts = new Map<NodeId, number>();
    const plan = this.plan(manifest, more);
    const planned = new Set(nodesToRun(plan));
    await runPlan(
      plan,
      manifest,
      this.state,
      {
        execute: async (node) => {
          for (const upstream of manifest.graph.upstreamOf(node.id)) {
            // Whatever it reads is there, and is not made later.
            const isDone = planned.has(upstream)
              ? finished.has(upstream)
              : this.outputs.has(upstream);
            if (!isDone) throw new Error(`${node.id} came before ${upstream}`);
          }
          const attempt = (attempts.get(node.id) ?? 0) + 1;
          attempts.set(node.id, attempt);
          this.ran.push(node.id);
          if (this.ran.length === more.stopAfter) stop.abort();
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
        contentOf: ({ id }) => Promise.resolve(this.outputs.get(id) ?? null),
        awaitElsewhere: () => Promise.resolve([]),
        remember: () => Promise.resolve(),
        emit: (event) => {
          if (event.type !== 'node_finished') return;
          if (event.status === 'success' || event.status === 'cached') finished.add(event.node_id);
        },
        now: () => (this.#clock += 1000),
      },
      {
        runId: 'run',
        parallel: more.parallel ?? 4,
        retry: more.retry ?? 0,
        continueOnError: more.continueOnError ?? false,
        failFast: false,
        earlyCutoff: more.earlyCutoff ?? false,
        pools: new Map(),
        elsewhere: new Set(),
        stop: stop.signal,
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
    const params = manifest.nodes.get(id)?.config['params'];
    const version = isJsonObject(params) ? Number(params['version']) : 0;
    // Some edits change nothing that others could see.
    return sha256(JSON.stringify([id, Math.floor(version / 2), inputs]));
  }
}

/** The same project after edits: `params` of some nodes are new, and `cut` nodes read one node less. */
function editedManifest(
  manifest: Manifest,
  edits: ReadonlyMap<NodeId, number>,
  cut: ReadonlySet<NodeId> = new Set(),
): Manifest {
  const ids = [...manifest.nodes.keys()];
  return manifestOf(
    Object.fromEntries(
      ids.map((id) => [id, manifest.graph.upstreamOf(id).slice(cut.has(id) ? 1 : 0)]),
    ),
    Object.fromEntries(
      ids.map((id, index) => {
        const version = edits.get(id);
        const config = version === undefined ? {} : { params: { version }, retry_delay: 0 };
        const tags = [`t${String(index % 5)}`];
        return [id, { tags, config: { retry_delay: 0, ...config } }];
      }),
    ),
  );
}

/** One of the ways to leave nodes out. */
function toSelection(
  { by, pick }: { readonly by: number; readonly pick: number },
  ids: readonly NodeId[],
): Partial<Selection> {
  const some = new Set(ids.filter((_, index) => (index + pick) % 3 === 0));
  const tag = [`t${String(pick % 5)}`];
  const ways: Partial<Selection>[] = [
    { nodes: ids.slice(pick % ids.length, (pick % ids.length) + 1) },
    { tags: tag },
    { excludeTags: tag },
    { only: some },
    { except: some },
    { types: ['source'] },
  ];
  return ways[by % ways.length] ?? {};
}

const picks = fc.array(fc.nat(), { maxLength: 4 });
const step = fc.record({
  edits: picks,
  /** Every how many-th node fails. */
  failing: fc.option(fc.integer({ min: 2, max: 7 })),
  cut: picks,
  filter: fc.option(fc.record({ by: fc.nat({ max: 5 }), pick: fc.nat() }), { freq: 3 }),
  earlyCutoff: fc.boolean(),
  stopAfter: fc
    .option(fc.integer({ min: 1, max: 30 }), { freq: 1 })
    .map((most) => most ?? Infinity),
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
          const cut = new Set<NodeId>();
          const world = new World();
          await world.run(editedManifest(bare, edits));
          for (const [
            version,
            { edits: edited, cut: toggled, failing: nth, filter, ...how },
          ] of steps.entries()) {
            for (const id of pick(edited)) edits.set(id, version);
            for (const id of pick(toggled)) if (!cut.delete(id)) cut.add(id);
            const failing = new Set(
              ids.filter((_, index) => nth !== null && (index + version) % nth === 0),
            );
            await world.run(editedManifest(bare, edits, cut), {
              ...how,
              fails: (id) => failing.has(id),
              ...(filter === null ? {} : { selection: toSelection(filter, ids) }),
            });
            // Nothing runs twice, but for its further attempts.
            const most = 1 + how.retry;
            for (const id of new Set(world.ran)) {
              if (!failing.has(id)) expect(world.ran.filter((ran) => ran === id)).toHaveLength(1);
              else expect(world.ran.filter((ran) => ran === id).length).toBeLessThanOrEqual(most);
            }
          }
          const last = editedManifest(bare, edits, cut);
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
