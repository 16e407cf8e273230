import { expect, it } from 'vitest';
import { id } from '../testing/manifest-of';
import { causeChains, reasonWithCauses } from './cause-chain';
import type { Plan, RunReason } from './plan';

function planOf(reasons: Readonly<Record<string, RunReason | null>>): Plan {
  return {
    mode: 'incremental',
    entries: Object.entries(reasons).map(([node, reason]) => ({
      nodeId: id(node),
      kind: 'transform',
      tags: [],
      decision: reason === null ? { action: 'cached' } : { action: 'run', reason },
    })),
  };
}

function because(upstream: string): RunReason {
  return { code: 'upstream_changed', upstream: id(upstream), cause: id('t.a') };
}

function told(plan: Plan): string[] {
  const chainOf = causeChains(plan);
  return plan.entries.map((entry) => reasonWithCauses(entry, chainOf(entry)));
}

it('goes back from each node to the one with a reason of its own', () => {
  const plan = planOf({
    't.a': { code: 'data_changed', files: ['a.csv'] },
    't.b': because('t.a'),
    't.c': because('t.b'),
    't.d': because('t.c'),
  });
  expect(told(plan)).toEqual([
    'data changed: a.csv',
    'upstream t.a changed: data changed: a.csv',
    'upstream t.b changed ← t.a: data changed: a.csv',
    'upstream t.c changed ← t.b ← t.a: data changed: a.csv',
  ]);
  expect(causeChains(plan)(plan.entries[3] ?? never()).map((step) => step.nodeId)).toEqual([
    't.c',
    't.b',
    't.a',
  ]);
});

it('says no more than it knows of an upstream that was built before', () => {
  const plan = planOf({ 't.a': null, 't.b': because('t.a') });
  expect(told(plan)).toEqual(['unchanged', 'upstream t.a changed']);
});

it('tells a long chain by its ends', () => {
  const reasons: Record<string, RunReason> = { 't.a': { code: 'never_built' } };
  for (let at = 1; at < 9; at += 1) {
    reasons[`t.n${String(at)}`] = because(at === 1 ? 't.a' : `t.n${String(at - 1)}`);
  }
  expect(told(planOf(reasons)).at(-1)).toBe(
    'upstream t.n7 changed ← t.n6 ← ... ← t.a: never built',
  );
});

function never(): never {
  throw new Error('unreachable');
}
