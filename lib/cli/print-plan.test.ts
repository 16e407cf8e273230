import { expect, it } from 'vitest';
import type { Decision, Plan, PlanEntry } from '../planner/plan';
import { capturedPrinter } from '../testing/captured-printer';
import { id } from '../testing/manifest-of';
import { printPlan } from './print-plan';

const rule = '='.repeat(60);

function entry(node: string, tags: string[], decision: Decision): PlanEntry {
  return { nodeId: id(node), kind: 'source', tags, decision };
}

const plan: Plan = {
  mode: 'incremental',
  entries: [
    entry('source.users', ['source', 'pii'], {
      action: 'run',
      reason: {
        code: 'changed',
        fields: [{ path: 'params.min_amount', before: 5, after: 10 }],
      },
    }),
    entry('transform.clean_users', [], { action: 'cached' }),
    entry('feature_group.old_features', ['deprecated'], {
      action: 'skip',
      reason: { code: 'excluded_tag', tag: 'deprecated' },
    }),
  ],
};

function printed(of: Plan, options: { reasons: boolean; ascii?: boolean }): string {
  const captured = capturedPrinter({ ascii: options.ascii ?? false });
  printPlan(of, captured.printer, options);
  return captured.printed();
}

it('looks as in the document: number, decision, node id and tags between rules', () => {
  expect(printed(plan, { reasons: false })).toBe(`ℹ Execution Plan:
ℹ ${rule}
   1. RUN source.users [source, pii]
   2. CACHED transform.clean_users
   3. SKIP feature_group.old_features [deprecated]
ℹ ${rule}
ℹ Total: 3 nodes, 1 to run
`);
});

it('adds the reasons in parentheses when they are asked for', () => {
  const lines = printed(plan, { reasons: true }).split('\n');
  expect(lines[2]).toBe('   1. RUN source.users [source, pii] (params.min_amount 5 → 10)');
  expect(lines[3]).toBe('   2. CACHED transform.clean_users (unchanged)');
});

it('uses ASCII only with --ascii, also where a value changed', () => {
  const text = printed(plan, { reasons: true, ascii: true });
  expect(text).toContain('(params.min_amount 5 -> 10)');
  expect(text).toMatch(/^[\n -~]*$/);
});

it('keeps the names below each other up to 99 nodes', () => {
  const entries = Array.from({ length: 10 }, (_, index) =>
    entry(`source.n${String(index)}`, [], { action: 'cached' }),
  );
  const lines = printed({ mode: 'full', entries }, { reasons: false }).split('\n');
  expect(lines[10]).toBe('   9. CACHED source.n8');
  expect(lines[11]).toBe('  10. CACHED source.n9');
});
