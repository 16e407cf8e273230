import { expect, it } from 'vitest';
import type { RunEventBody } from '../../events/run-event';
import type { PlannedProject } from '../../service/planning/plan-project';
import { capturedPrinter } from '../../testing/captured-printer';
import { id } from '../../testing/manifest-of';
import { textReporter } from './text-reporter';

function printed(
  bodies: readonly RunEventBody[],
  options: { ascii?: boolean; verbose?: boolean } = {},
): string[] {
  const captured = capturedPrinter(options);
  const reporter = textReporter(captured.printer, options);
  bodies.forEach((body, index) => {
    reporter.event({ ...body, run_id: 'r', seq: index + 1, at_ms: 0 });
  });
  return captured.printed().split('\n').slice(0, -1);
}

const started = (attempt: number): RunEventBody => ({
  type: 'node_started',
  node_id: id('source.users'),
  attempt,
  index: 1,
  total: 15,
});

const finished: Extract<RunEventBody, { type: 'node_finished' }> = {
  type: 'node_finished',
  node_id: id('source.users'),
  status: 'success',
  duration: 0.519,
  attempts: 1,
  row_count: 1000,
  output_path: null,
  output_bytes: null,
  fingerprint: null,
  reason: null,
  error: null,
  metadata: {},
};

it('prints the start and the end of a node as in the document', () => {
  expect(printed([started(1), finished])).toEqual([
    'ℹ 1/15: source.users [RUNNING]',
    '✓ users completed in 0.52s',
  ]);
  expect(printed([started(1), finished], { ascii: true })).toEqual([
    '[i] 1/15: source.users [RUNNING]',
    '[OK] users completed in 0.52s',
  ]);
});

it('tells the number of further attempts', () => {
  expect(printed([{ ...finished, attempts: 2 }])).toEqual([
    '✓ users completed in 0.52s',
    'ℹ users succeeded on retry 1',
  ]);
  const error = { code: 'sql_error', message: 'no luck' };
  expect(printed([{ ...finished, status: 'failed', attempts: 4, error }])).toEqual([
    '✗ users failed: no luck',
    '✗ users failed after 3 retries',
  ]);
});

it('tells what nodes say between their lines, and what is wrong with the run among the problems', () => {
  const says = (node: string | null, level: 'info' | 'warning', message: string): RunEventBody => ({
    type: 'log',
    level,
    message,
    node_id: node === null ? null : id(node),
  });
  const logs = [
    says('source.users', 'warning', 'Retry 1/3 for users'),
    says('source.users', 'info', 'read a.csv'),
    says(null, 'warning', 'No node has the tag "x".'),
  ];
  expect(printed(logs)).toEqual(['⚠ Retry 1/3 for users']);
  expect(printed(logs, { verbose: true })).toEqual(['⚠ Retry 1/3 for users', '    read a.csv']);
});

it('announces a node once, however often it is tried', () => {
  expect(printed([started(1), started(2), started(3)])).toHaveLength(1);
});

it('says why a node failed, where, and what to do next', () => {
  expect(
    printed([
      {
        ...finished,
        status: 'failed',
        error: {
          code: 'sql_error',
          message: 'no column "emial"',
          hint: 'Did you mean email?',
          place: { file: 'seeknal/a.yml', line: 7, column: 3 },
        },
      },
      { ...finished, status: 'skipped', reason: 'run stopped: source.users failed' },
    ]),
  ).toEqual([
    '✗ users failed: no column "emial"',
    '    at seeknal/a.yml:7:3',
    '    Did you mean email?',
    '⚠ users skipped: run stopped: source.users failed',
  ]);
});

it('says in the words of the document that there is nothing to run', () => {
  const captured = capturedPrinter();
  textReporter(captured.printer).planned({
    plan: { mode: 'incremental', entries: [] },
  } as unknown as PlannedProject);
  expect(captured.printed()).toBe('ℹ No changes detected. Nothing to run.\n');
});

it('says when it is filters that leave nothing to run', () => {
  const captured = capturedPrinter();
  textReporter(captured.printer).planned({
    plan: { mode: 'incremental', entries: [] },
    nothingToRun: 'No nodes found with tags: a, b. Nothing to run.',
  } as unknown as PlannedProject);
  expect(captured.printed()).toBe('ℹ No nodes found with tags: a, b. Nothing to run.\n');
});
