import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeId } from '../graph/node-id';
import { id, manifestOf } from '../testing/manifest-of';
import { randomDag } from '../testing/random-dag';
import { RunRig } from '../testing/run-rig';
import { stateAfterSuccess, succeeded } from '../testing/state-of';
import { err, ok } from '../util/result';

const diamond = manifestOf({
  'source.a': [],
  'source.b': [],
  'transform.left': ['source.a'],
  'transform.right': ['source.b'],
  'model.end': ['transform.left', 'transform.right'],
});

describe('scheduling', () => {
  it('starts a node the moment its upstream is done, without waiting for the layer', async () => {
    const rig = new RunRig(diamond);
    await rig.succeed('source.a');
    await rig.started('transform.left');
    expect(rig.running).toEqual(['source.b', 'transform.left']);
    await rig.succeed('source.b');
    await rig.succeed('transform.left');
    await rig.succeed('transform.right');
    await rig.succeed('model.end');
    expect(await rig.outcome()).toBe('success');
  });

  it('never uses more slots than it was given', async () => {
    const rig = new RunRig(diamond, { parallel: 1 });
    await rig.started('source.a');
    expect(rig.running).toEqual(['source.a']);
    for (const node of ['source.a', 'source.b', 'transform.left', 'transform.right', 'model.end']) {
      await rig.succeed(node);
    }
    expect(await rig.outcome()).toBe('success');
  });

  it('numbers the starts from 1 to the number of nodes that run', async () => {
    const rig = new RunRig(diamond, { parallel: 1 });
    for (const node of ['source.a', 'source.b', 'transform.left', 'transform.right', 'model.end']) {
      await rig.succeed(node);
    }
    await rig.outcome();
    const places = rig.events.flatMap((event) =>
      event.type === 'node_started' ? [`${String(event.index)}/${String(event.total)}`] : [],
    );
    expect(places).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
  });
});

describe('one node that is cancelled', () => {
  it('ends alone: what depends on it is skipped, the rest goes on', async () => {
    const rig = new RunRig(diamond);
    await rig.started('source.a');
    rig.cancelNode('source.a');
    await rig.toldToEnd('source.a');
    await rig.fail('source.a', 'cancelled');
    await rig.succeed('source.b');
    await rig.succeed('transform.right');
    expect(await rig.outcome()).toBe('failed');
    expect(rig.results()).toEqual({
      'source.a': 'failed',
      'transform.left': 'skipped: upstream cancelled: source.a',
      'model.end': 'skipped: upstream cancelled: source.a',
      'source.b': 'success',
      'transform.right': 'success',
    });
  });

  it('keeps what is known of its last output', async () => {
    const before = stateAfterSuccess(diamond);
    const rig = new RunRig(diamond, {}, { state: before });
    await rig.started('source.a');
    expect(rig.stored.get(id('source.a'))?.status).toBe('failed');
    rig.cancelNode('source.a');
    await rig.fail('source.a', 'cancelled');
    await rig.succeed('source.b');
    await rig.succeed('transform.right');
    await rig.outcome();
    expect(rig.stored.get(id('source.a'))).toEqual(before.get(id('source.a')));
  });

  it('is passed over when it does not run', async () => {
    const rig = new RunRig(diamond, { parallel: 1 });
    rig.cancelNode('model.end');
    for (const node of ['source.a', 'source.b', 'transform.left', 'transform.right', 'model.end']) {
      await rig.succeed(node);
    }
    expect(await rig.outcome()).toBe('success');
  });
});

describe('after a failure', () => {
  it('starts no further node and lets running ones finish when told to stop', async () => {
    const rig = new RunRig(diamond);
    await rig.fail('source.a');
    await rig.succeed('source.b');
    expect(await rig.outcome()).toBe('failed');
    expect(rig.results()).toEqual({
      'source.a': 'failed',
      'source.b': 'success',
      'transform.left': 'skipped: run stopped: source.a failed',
      'transform.right': 'skipped: run stopped: source.a failed',
      'model.end': 'skipped: run stopped: source.a failed',
    });
  });

  it('runs what does not depend on it when told to continue', async () => {
    const rig = new RunRig(diamond, { continueOnError: true });
    await rig.fail('source.a');
    await rig.succeed('source.b');
    await rig.succeed('transform.right');
    expect(await rig.outcome()).toBe('failed');
    expect(rig.results()).toEqual({
      'source.a': 'failed',
      'source.b': 'success',
      'transform.right': 'success',
      'transform.left': 'skipped: upstream failed: source.a',
      'model.end': 'skipped: upstream failed: source.a',
    });
  });

  it.each([
    ['built', true],
    ['never built', false],
  ])(
    'remembers the failure of a node that was %s, so that the next run tries again',
    async (_, built) => {
      const one = manifestOf({ 'source.a': [] });
      const rig = new RunRig(one, {}, { state: built ? stateAfterSuccess(one) : new Map() });
      if (built) await rig.started('source.a');
      await rig.fail('source.a');
      await rig.outcome();
      expect(rig.stored.get(id('source.a'))).toEqual(rig.state.get(id('source.a')));
      expect(rig.state.get(id('source.a'))).toMatchObject({
        status: 'failed',
        fingerprint: null,
        error: { message: 'source.a is broken' },
      });
    },
  );
});

describe('retry', () => {
  const impatient = manifestOf({ 'source.a': [] }, { 'source.a': { config: { retry_delay: 0 } } });

  it('tries again before the run counts as failed, and each attempt is an event', async () => {
    const rig = new RunRig(impatient, { retry: 2 });
    await rig.fail('source.a');
    await rig.fail('source.a');
    await rig.succeed('source.a', 42);
    expect(await rig.outcome()).toBe('success');
    const attempts = rig.events.flatMap((event) =>
      event.type === 'node_started' ? [event.attempt] : [],
    );
    expect(attempts).toEqual([1, 2, 3]);
    expect(rig.events.at(-1)).toMatchObject({ status: 'success', attempts: 3, row_count: 42 });
  });

  it('fails with the last message when the attempts are used up', async () => {
    const rig = new RunRig(impatient, { retry: 1 });
    await rig.fail('source.a');
    await rig.fail('source.a');
    expect(await rig.outcome()).toBe('failed');
    expect(rig.events.at(-1)).toMatchObject({ status: 'failed', attempts: 2 });
  });

  it('does not try again what was cancelled', async () => {
    const rig = new RunRig(impatient, { retry: 5 });
    await rig.started('source.a');
    rig.stop.abort();
    rig.abort.abort();
    await rig.fail('source.a', 'cancelled');
    expect(await rig.outcome()).toBe('cancelled');
    expect(rig.state.has(id('source.a'))).toBe(false);
  });
});

describe('--fail-fast', () => {
  it('cancels the nodes that run, and the run has failed', async () => {
    const rig = new RunRig(diamond, { failFast: true });
    await rig.started('source.b');
    await rig.fail('source.a');
    await rig.toldToEnd('source.b');
    await rig.fail('source.b', 'cancelled');
    expect(await rig.outcome()).toBe('failed');
    expect(rig.results()['transform.left']).toBe('skipped: run stopped: source.a failed');
    expect(rig.state.has(id('source.b'))).toBe(false);
  });

  it('waits for no further attempt of another node', async () => {
    const patient = manifestOf(
      { 'source.a': [], 'source.b': [] },
      { 'source.b': { config: { retry_delay: 30 } }, 'source.a': { config: { retry_delay: 0 } } },
    );
    const rig = new RunRig(patient, { failFast: true, retry: 1 });
    await rig.fail('source.b');
    await rig.fail('source.a');
    await rig.fail('source.a');
    expect(await rig.outcome()).toBe('failed');
  });
});

describe('a time limit', () => {
  const limited = manifestOf(
    { 'source.a': [] },
    { 'source.a': { config: { timeout: 0.02, retry_delay: 0 } } },
  );

  it('ends a node that takes longer, which has failed', async () => {
    const rig = new RunRig(limited);
    await rig.started('source.a');
    await rig.toldToEnd('source.a');
    await rig.fail('source.a', 'cancelled');
    expect(await rig.outcome()).toBe('failed');
    expect(rig.state.get(id('source.a'))?.error).toMatchObject({
      code: 'timeout',
      message: 'Given up after 0.02 s.',
    });
  });

  it('holds for each attempt', async () => {
    const rig = new RunRig(limited, { retry: 1 });
    await rig.started('source.a');
    await rig.toldToEnd('source.a');
    await rig.fail('source.a', 'cancelled');
    await rig.succeed('source.a');
    expect(await rig.outcome()).toBe('success');
  });
});

describe('pools', () => {
  const five = {
    'source.a': [],
    'source.b': [],
    'source.c': [],
    'source.d': [],
    'source.e': [],
  };

  it('hold back the nodes for which a pool has no room, and nobody else', async () => {
    const inPool = { config: { pool: 'warehouse' } };
    const rig = new RunRig(
      manifestOf(five, { 'source.a': inPool, 'source.b': inPool, 'source.c': inPool }),
      { parallel: 5, pools: new Map([['warehouse', 2]]) },
    );
    await rig.started('source.e');
    expect(rig.running).toEqual(['source.a', 'source.b', 'source.d', 'source.e']);
    await rig.succeed('source.b');
    await rig.started('source.c');
    for (const node of rig.running) await rig.succeed(node);
    expect(await rig.outcome()).toBe('success');
  });

  it('count the weight of a node, and let one that is too heavy run alone', async () => {
    const rig = new RunRig(
      manifestOf(five, {
        'source.a': { config: { pool: 'memory', weight: 2 } },
        'source.b': { config: { pool: 'memory', weight: 99 } },
        'source.c': { config: { pool: 'memory' } },
      }),
      { parallel: 5, pools: new Map([['memory', 3]]) },
    );
    await rig.started('source.e');
    // Not c, though it has room: it came after b, which would starve if others overtook it.
    expect(rig.running).toEqual(['source.a', 'source.d', 'source.e']);
    await rig.succeed('source.a');
    await rig.started('source.b');
    expect(rig.running).not.toContain('source.c');
    await rig.succeed('source.b');
    for (const node of ['source.c', 'source.d', 'source.e']) await rig.succeed(node);
    expect(await rig.outcome()).toBe('success');
  });

  it('never hold more than they have room for, on any DAG', async () => {
    const pools = new Map([
      ['a', 2],
      ['b', 3],
    ]);
    await fc.assert(
      fc.asyncProperty(
        randomDag(40),
        fc.array(fc.record({ pool: fc.constantFrom('a', 'b', ''), weight: fc.nat(4) }), {
          minLength: 40,
          maxLength: 40,
        }),
        async (bare, shares) => {
          const ids = [...bare.nodes.keys()];
          const shareOf = (node: string): { pool: string; weight: number } =>
            shares[ids.indexOf(id(node)) % 40]!;
          const manifest = manifestOf(
            Object.fromEntries(ids.map((node) => [node, [...bare.graph.upstreamOf(node)]])),
            Object.fromEntries(ids.map((node) => [node, { config: shareOf(node) }])),
          );
          const rig = new RunRig(manifest, { parallel: 6, pools });
          const end = { isReached: false };
          void rig.outcome().then(() => (end.isReached = true));
          while (!end.isReached) {
            await new Promise((resolve) => setImmediate(resolve));
            for (const [pool, capacity] of pools) {
              const load = rig.running
                .map(shareOf)
                .filter((share) => share.pool === pool)
                .reduce((sum, { weight }) => sum + Math.min(weight || 1, capacity), 0);
              expect(load).toBeLessThanOrEqual(capacity);
            }
            const last = rig.running.at(-1);
            if (last !== undefined) await rig.succeed(last);
          }
          expect(Object.values(rig.results())).toEqual(ids.map(() => 'success'));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the longest remaining path', () => {
  it('goes first, by the durations of past runs', async () => {
    const manifest = manifestOf({
      'source.quick': [],
      'source.slow': [],
      'source.before_slow': [],
      'transform.end': ['source.before_slow'],
    });
    const state = stateAfterSuccess(manifest);
    const lasting = (node: string, duration: number): void => {
      state.set(id(node), { ...state.get(id(node))!, duration });
    };
    lasting('source.quick', 1);
    lasting('source.slow', 20);
    lasting('source.before_slow', 2);
    lasting('transform.end', 30);
    const rig = new RunRig(manifest, { parallel: 1 }, { state });
    const order = ['source.before_slow', 'transform.end', 'source.slow', 'source.quick'];
    for (const node of order) {
      await rig.started(node);
      expect(rig.running).toEqual([node]);
      await rig.succeed(node);
    }
    expect(await rig.outcome()).toBe('success');
  });
});

describe('--early-cutoff', () => {
  const state = stateAfterSuccess(diamond);
  const cutoff = { earlyCutoff: true } as const;
  const ofA = { 'source.a': 'as before' };
  const contents = { ...ofA, 'transform.left': 'as before' };

  it('keeps the downstream of a node cached whose output came out unchanged', async () => {
    const edited = manifestOf(
      {
        'source.a': [],
        'source.b': [],
        'transform.left': ['source.a'],
        'transform.right': ['source.b'],
        'model.end': ['transform.left', 'transform.right'],
      },
      { 'source.a': { config: { params: { limit: 3 } } } },
    );
    const rig = new RunRig(edited, cutoff, { state, changed: ['source.a'], contents });
    await rig.succeed('source.a');
    expect(await rig.outcome()).toBe('success');
    expect(rig.results()).toEqual({
      'source.a': 'success',
      'transform.left': 'cached',
      'model.end': 'cached',
    });
    // What is remembered says that they are up to date: a run without the flag leaves them alone too.
    expect(rig.state.get(id('model.end'))?.fingerprint).toEqual(
      stateAfterSuccess(edited).get(id('model.end'))?.fingerprint,
    );
  });

  it('runs it when the output changed, when there is none, and without the flag', async () => {
    for (const [options, after] of [
      [cutoff, 'new'],
      [cutoff, null],
      [{ earlyCutoff: false }, 'as before'],
    ] as const) {
      const rig = new RunRig(diamond, options, { state, changed: ['source.a'], contents: ofA });
      await rig.started('source.a');
      if (after === null) rig.contents.delete(id('source.a'));
      else rig.contents.set(id('source.a'), after);
      await rig.succeed('source.a');
      await rig.succeed('transform.left');
      await rig.succeed('model.end');
      expect(await rig.outcome()).toBe('success');
    }
  });

  it('runs a node of which another upstream changed', async () => {
    const rig = new RunRig(diamond, cutoff, { state, changed: ['source.a', 'source.b'], contents });
    await rig.succeed('source.a');
    await rig.succeed('source.b');
    await rig.succeed('transform.right');
    await rig.succeed('model.end');
    expect(await rig.outcome()).toBe('success');
    expect(rig.results()['transform.left']).toBe('cached');
  });

  it('runs a node that has not seen what is there now', async () => {
    const behind = new Map(state);
    const a = state.get(id('source.a'))!;
    behind.set(id('source.a'), {
      ...a,
      fingerprint: { ...a.fingerprint!, combined: 'of a run that left the others out' },
    });
    const rig = new RunRig(diamond, cutoff, {
      state: behind,
      changed: ['source.a'],
      contents: ofA,
    });
    await rig.succeed('source.a');
    await rig.succeed('transform.left');
    await rig.succeed('model.end');
    expect(await rig.outcome()).toBe('success');
  });

  it('runs a node that has a reason of its own', async () => {
    const changed = ['source.a', 'transform.left'];
    const rig = new RunRig(diamond, cutoff, { state, changed, contents });
    await rig.succeed('source.a');
    await rig.succeed('transform.left');
    expect(await rig.outcome()).toBe('success');
    expect(rig.results()['model.end']).toBe('cached');
  });
});

describe('nodes that other processes run', () => {
  const elsewhere = new Set([id('source.a'), id('source.b')]);

  it('are waited for, and what they left is what ours read', async () => {
    const rig = new RunRig(diamond, { elsewhere });
    await rig.elsewhere('source.b', ok(succeeded(diamond, new Map(), id('source.b'))));
    await rig.succeed('transform.right');
    await rig.elsewhere('source.a', ok(succeeded(diamond, new Map(), id('source.a'))));
    await rig.succeed('transform.left');
    await rig.succeed('model.end');
    expect(await rig.outcome()).toBe('success');
    expect(rig.state.get(id('model.end'))?.fingerprint).toEqual(
      stateAfterSuccess(diamond).get(id('model.end'))?.fingerprint,
    );
  });

  it('take along what needs them when they fail', async () => {
    const rig = new RunRig(diamond, { elsewhere, continueOnError: true });
    await rig.elsewhere('source.a', err('source.a failed in part 1/2'));
    await rig.elsewhere('source.b', ok(succeeded(diamond, new Map(), id('source.b'))));
    await rig.succeed('transform.right');
    expect(await rig.outcome()).toBe('failed');
    expect(rig.results()).toEqual({
      'transform.left': 'skipped: upstream failed: source.a',
      'model.end': 'skipped: upstream failed: source.a',
      'transform.right': 'success',
    });
  });

  it('are not waited for any longer when the run is asked to stop', async () => {
    const rig = new RunRig(diamond, { elsewhere });
    rig.stop.abort();
    expect(await rig.outcome()).toBe('cancelled');
  });
});

it('lets running nodes finish and starts no other when asked to stop', async () => {
  const rig = new RunRig(diamond);
  await rig.started('source.b');
  rig.stop.abort();
  await rig.succeed('source.a');
  await rig.succeed('source.b');
  expect(await rig.outcome()).toBe('cancelled');
  expect(rig.results()['transform.left']).toBe('skipped: run cancelled');
  expect(rig.state.get(id('source.a'))?.status).toBe('success');
});

describe('what is stored of a node that runs, should the process die now,', () => {
  const state = stateAfterSuccess(diamond);

  it('is that it must run again, until its new outputs are whole', async () => {
    const rig = new RunRig(diamond, {}, { state });
    await rig.started('source.a');
    expect(rig.stored.get(id('source.a'))).toMatchObject({
      status: 'failed',
      fingerprint: null,
      error: { code: 'interrupted' },
    });
    await rig.succeed('source.a');
    await rig.started('transform.left');
    expect(rig.stored.get(id('source.a'))).toMatchObject({ status: 'success', error: null });
    rig.stop.abort();
    await rig.succeed('source.b');
    await rig.succeed('transform.left');
    await rig.outcome();
  });

  it('is what it was before when the node is cancelled', async () => {
    const rig = new RunRig(diamond, {}, { state });
    await rig.started('source.b');
    rig.stop.abort();
    await rig.fail('source.a', 'cancelled');
    await rig.fail('source.b', 'cancelled');
    await rig.outcome();
    expect(rig.stored.get(id('source.a'))).toEqual(state.get(id('source.a')));
  });

  it('is nothing when it was never built', async () => {
    const rig = new RunRig(diamond);
    await rig.started('source.a');
    expect(rig.stored.size).toBe(0);
    rig.stop.abort();
    await rig.succeed('source.a');
    await rig.succeed('source.b');
    await rig.outcome();
  });
});

it('respects every edge, runs nothing twice and ends every node, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomDag(60),
      fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      fc.boolean(),
      async (manifest, failures, parallel, continueOnError) => {
        const rig = new RunRig(manifest, { parallel, continueOnError });
        const ids = [...manifest.nodes.keys()];
        const run = { isOver: false };
        void rig.outcome().then(() => (run.isOver = true));
        const succeededIds = new Set<NodeId>();
        for (;;) {
          await new Promise((resolve) => setImmediate(resolve));
          const [next] = rig.running;
          if (next === undefined) {
            if (run.isOver) break;
            continue;
          }
          for (const upstream of manifest.graph.upstreamOf(id(next))) {
            expect(succeededIds).toContain(upstream);
          }
          expect(rig.running.length).toBeLessThanOrEqual(parallel);
          if (failures[ids.indexOf(id(next)) % 60] === true) await rig.fail(next);
          else {
            succeededIds.add(id(next));
            await rig.succeed(next);
          }
        }
        const finished = rig.events.flatMap((event) =>
          event.type === 'node_finished' ? [event.node_id] : [],
        );
        expect(finished.toSorted()).toEqual(ids.toSorted());
      },
    ),
    { numRuns: 60 },
  );
});
