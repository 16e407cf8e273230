import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeId } from '../graph/node-id';
import { id, manifestOf } from '../testing/manifest-of';
import { randomDag } from '../testing/random-dag';
import { RunRig } from '../testing/run-rig';

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

  it('remembers the failure, so that the next run tries again', async () => {
    const rig = new RunRig(manifestOf({ 'source.a': [] }));
    await rig.fail('source.a');
    await rig.outcome();
    expect(rig.state.get(id('source.a'))).toMatchObject({
      status: 'failed',
      fingerprint: null,
      error: { message: 'source.a is broken' },
    });
  });
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
