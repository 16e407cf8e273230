import { describe, expect, it } from 'vitest';
import type { RunHooks } from '../../extensions/run-hooks';
import { id } from '../../testing/manifest-of';
import { HookCaller } from './hook-caller';

function callerOf(...hooks: RunHooks[]): { caller: HookCaller; reports: string[] } {
  const reports: string[] = [];
  const caller = new HookCaller(hooks, (_, node, message) =>
    reports.push(`${node ?? 'run'}: ${message}`),
  );
  return { caller, reports };
}

const node = id('source.a');
const result = {
  nodeId: node,
  status: 'success',
  duration: 1,
  rowCount: 1,
  errorMessage: null,
  metadata: {},
} as const;

describe('hooks', () => {
  it('are called in order, each after the one before has ended', async () => {
    const heard: string[] = [];
    const { caller } = callerOf(
      {
        onNodeStart: async (started) => {
          await new Promise((resolve) => setImmediate(resolve));
          heard.push(`start ${started}`);
        },
      },
      { onNodeComplete: (done, { status }) => heard.push(`${done} ${status}`) },
    );
    caller.call('onNodeStart', node, node);
    caller.call('onNodeComplete', node, node, result);
    expect(heard).toEqual([]);
    await caller.settle();
    expect(heard).toEqual(['start source.a', 'source.a success']);
  });

  it('that throw are reported, and the others are called all the same', async () => {
    const heard: string[] = [];
    const { caller, reports } = callerOf(
      {
        onNodeStart: () => {
          throw new Error('no luck');
        },
        onNodeComplete: () => Promise.reject(new Error('later')),
      },
      { onNodeStart: (started) => heard.push(started) },
    );
    caller.call('onNodeStart', node, node);
    caller.call('onNodeComplete', node, node, result);
    await caller.settle();
    expect(heard).toEqual(['source.a']);
    expect(reports).toEqual([
      'source.a: The hook onNodeStart failed: no luck',
      'source.a: The hook onNodeComplete failed: later',
    ]);
  });

  it('that never end are given up, and reported', async () => {
    const { caller, reports } = callerOf({ onNodeStart: () => new Promise(() => undefined) });
    caller.call('onNodeStart', node, node);
    await caller.settle(10);
    expect(reports).toEqual([
      'run: A hook was still at work 0.01 s after the run: not waited for.',
    ]);
  });
});
