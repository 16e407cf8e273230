import { describe, expect, it } from 'vitest';
import type { NodeReport } from '../../history/node-report';
import type { JsonObject } from '../../util/json';
import { qualityReport } from './quality-report';

/** `run` counts up with time. */
function report(
  run: number,
  nodeId: string,
  metadata: JsonObject,
  more: Partial<NodeReport> = {},
): NodeReport {
  return {
    runId: `run-${run}`,
    nodeId,
    kind: nodeId.split('.')[0]!,
    status: 'success',
    runStartedAtMs: run * 1000,
    finishedAtMs: run * 1000 + 500,
    rowCount: 50,
    metadata,
    error: null,
    ...more,
  };
}
const nulls = (violations: number, severity = 'error'): JsonObject => ({
  rule_type: 'null',
  columns: ['email'],
  passed: violations === 0,
  violations,
  message: `${violations} rows have nulls`,
  severity,
  rows_checked: 50,
  ...(violations > 0 ? { sample: [{ id: 1, email: null }] } : {}),
});
const audit = (failing: number, severity = 'error'): JsonObject => ({
  audits: [
    {
      audit_type: 'unique',
      passed: failing === 0,
      failing_rows: failing,
      severity,
      message: 'x',
      columns: ['id'],
    },
  ],
});
const all = (): boolean => true;

describe('the quality of a project', () => {
  it('is complete without checks', () => {
    expect(qualityReport([], all)).toMatchObject({ checks: [], healthScore: 100, health: [] });
  });

  it('tells how every check ended last, the worst first, with rows that break it', () => {
    const { checks, totals, healthScore } = qualityReport(
      [
        report(2, 'rule.a', nulls(3), { status: 'failed' }),
        report(2, 'rule.b', nulls(1, 'warn')),
        report(2, 'transform.c', audit(0)),
        report(1, 'rule.a', nulls(0)),
      ],
      all,
    );
    expect(checks.map(({ nodeId, source, last }) => [nodeId, source, last.status])).toEqual([
      ['rule.a', 'rule', 'fail'],
      ['rule.b', 'rule', 'warn'],
      ['transform.c', 'audit', 'pass'],
    ]);
    expect(checks[0]).toMatchObject({
      rowsChecked: 50,
      sample: { columns: ['id', 'email'], rows: [['1', null]] },
      past: [
        { runId: 'run-1', status: 'pass', violations: 0 },
        { runId: 'run-2', status: 'fail', violations: 3 },
      ],
    });
    expect(totals).toEqual({ pass: 1, warn: 1, fail: 1, error: 0 });
    // Of two rules one failed; audits don't count.
    expect(healthScore).toBe(50);
  });

  it('goes on with the last result of a check that a run did not make', () => {
    const { health } = qualityReport(
      [
        report(3, 'rule.b', nulls(0)),
        report(2, 'rule.a', nulls(0)),
        report(1, 'rule.b', nulls(2)),
        report(1, 'rule.a', nulls(4)),
      ],
      all,
    );
    expect(health.map(({ runId, score, violations }) => [runId, score, violations])).toEqual([
      ['run-1', 0, 6],
      ['run-2', 50, 2],
      ['run-3', 100, 0],
    ]);
  });

  it('knows several checks of one rule apart', () => {
    const { checks } = qualityReport(
      [
        report(1, 'rule.a', {
          checks: 2,
          rows_checked: 9,
          severity: 'error',
          results: [
            { ...nulls(0), severity: 'warn' },
            {
              rule_type: 'range',
              columns: ['age'],
              passed: false,
              violations: 2,
              severity: 'warn',
            },
          ],
        }),
      ],
      all,
    );
    expect(checks.map(({ type, last }) => [type, last.status])).toEqual([
      ['range', 'warn'],
      ['null', 'pass'],
    ]);
  });

  it('leaves out nodes that are gone and checks that were taken out, and tells one that could not be made', () => {
    const { checks } = qualityReport(
      [
        report(2, 'rule.a', { ...nulls(0), columns: ['name'] }),
        report(
          2,
          'rule.broken',
          {},
          {
            status: 'failed',
            error: { code: 'sql_error', message: 'no such column' },
          },
        ),
        report(1, 'rule.a', nulls(5)),
        report(1, 'rule.gone', nulls(5)),
      ],
      (id) => id !== 'rule.gone',
    );
    expect(
      checks.map(({ nodeId, columns, message, last }) => [nodeId, columns, message, last.status]),
    ).toEqual([
      ['rule.broken', [], 'no such column', 'error'],
      ['rule.a', ['name'], '0 rows have nulls', 'pass'],
    ]);
  });
});
