import { expect, it } from 'vitest';
import type { ExecutionSummary, NodeResult } from '../events/execution-summary';
import { capturedPrinter } from '../testing/captured-printer';
import { id } from '../testing/manifest-of';
import { printSummary } from './print-summary';

const rule = '='.repeat(60);

const summary: ExecutionSummary = {
  totalNodes: 15,
  changedNodes: 3,
  cachedNodes: 10,
  successfulNodes: 3,
  failedNodes: 0,
  skippedNodes: 0,
  totalDuration: 5.234,
  results: [],
};

function printed(more: Partial<ExecutionSummary>, options: { ascii?: boolean } = {}): string {
  const captured = capturedPrinter(options);
  printSummary({ ...summary, ...more }, captured.printer);
  return captured.printed();
}

function result(node: string, more: Partial<NodeResult> = {}): NodeResult {
  return {
    nodeId: id(node),
    status: 'success',
    duration: 1,
    rowCount: 1,
    errorMessage: null,
    metadata: {},
    ...more,
  };
}

it('looks as in the document, to the letter', () => {
  expect(printed({})).toBe(`ℹ ${rule}
ℹ Execution Summary
ℹ ${rule}
  Total nodes:     15
  Changed nodes:   3
  Cached nodes:    10
  Successful:      3
  Failed:          0
  Duration:        5.23s
ℹ ${rule}
`);
});

it('uses no sign beyond ASCII with --ascii', () => {
  const text = printed({}, { ascii: true });
  expect(text.startsWith(`[i] ${rule}\n[i] Execution Summary\n`)).toBe(true);
  expect(text).toMatch(/^[\n -~]*$/);
});

it('counts skipped nodes when there are some, and names the failed ones with one line each', () => {
  expect(
    printed({
      failedNodes: 2,
      skippedNodes: 1,
      results: [
        result('source.a', { status: 'failed', errorMessage: 'no file at a.csv' }),
        result('source.b'),
        result('transform.c', { status: 'failed', errorMessage: 'Parser Error: x\nLINE 1: ...' }),
      ],
    }),
  ).toContain(`  Failed:          2
  Skipped:         1
  Duration:        5.23s
ℹ ${rule}
Failed nodes:
  - source.a: no file at a.csv
  - transform.c: Parser Error: x
`);
});

it('tells how the rules ended that ran, and what those found that only warn', () => {
  expect(
    printed({
      results: [
        result('rule.a', { metadata: { passed: true } }),
        result('rule.b', { metadata: { passed: false, message: '3 of 9 rows have nulls' } }),
        result('rule.c', {
          metadata: {
            passed: false,
            results: [
              { passed: true, message: 'fine' },
              { passed: false, message: '2 repeated' },
              { passed: false, message: '4 too large' },
            ],
          },
        }),
        result('rule.d', { status: 'failed', errorMessage: 'Validation failed' }),
        result('rule.e', { status: 'cached', metadata: { passed: false } }),
      ],
    }),
  ).toContain(`  Duration:        5.23s

  Data Quality:    4 rule(s)
    1 passed
    2 warning(s)
    1 error(s)
ℹ ${rule}
Failed nodes:
  - rule.d: Validation failed
Data quality warnings:
  - rule.b: 3 of 9 rows have nulls
  - rule.c: 2 repeated; 4 too large
`);
});
