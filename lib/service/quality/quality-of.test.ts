import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openEngine } from '../../engine/engine';
import type { ProjectPaths } from '../../files/project-paths';
import { appendQuality, qualityFile, readQuality } from '../../history/quality-history';
import { runCli } from '../../testing/run-cli';
import { temporaryProject, writeFiles } from '../../testing/temporary-project';
import { assessProject } from '../planning/assess-project';
import { qualityOf } from './quality-of';

const files = {
  'seeknal/orders.yml':
    'kind: transform\nname: orders\ntransform: SELECT i AS id, i * 1.5 AS amount FROM range(10) t(i)\naudits: [{type: not_null, columns: [id]}, {type: row_count, max: 5, severity: warn}]\n',
  'seeknal/orders_ok.yml':
    'kind: rule\nname: orders_ok\ninputs: [{ref: transform.orders}]\nrule:\n  - {type: "null", columns: [id]}\n  - {type: range, column: amount, params: {max_val: 12}}\nparams: {severity: warn}\n',
  'seeknal/unique.yml':
    'kind: rule\nname: unique_ids\ninputs: [{ref: transform.orders}]\nrule: {type: uniqueness, columns: [id]}\n',
  'seeknal/profile.yml':
    'kind: profile\nname: orders\ninputs: [{ref: transform.orders}]\nprofile: {columns: [amount]}\n',
};

async function quality(paths: ProjectPaths) {
  const { parsed } = await assessProject(paths);
  return qualityOf(paths, parsed.manifest);
}

it('tells what rules, audits and profiles found, last and run by run', async () => {
  const paths = await temporaryProject(files);
  const before = await quality(paths);
  expect(before).toMatchObject({ healthScore: 100, rules: { unknown: 2 } });

  await runCli('run', '--project', paths.root);
  const first = await quality(paths);
  expect(first).toMatchObject({
    healthScore: 100,
    rules: { pass: 1, warn: 1, fail: 0, unknown: 0 },
    audits: { pass: 1, warn: 1, fail: 0 },
  });
  const of = (id: string, from = first) => from.nodes.find(({ nodeId }) => nodeId === id);
  expect(of('rule.orders_ok')).toMatchObject({
    status: 'warn',
    findings: [
      { metric: 'null.violations', columnName: 'id', status: 'pass', value: 0 },
      {
        metric: 'range.violations',
        columnName: 'amount',
        status: 'warn',
        value: 1,
        message: 'Range check on amount: 1/10 rows out of range',
      },
    ],
    history: [{ status: 'warn', violations: 1, rowsChecked: 10 }],
  });
  expect(of('transform.orders')?.findings).toMatchObject([
    { metric: 'audit.not_null', columnName: 'id', status: 'pass' },
    { metric: 'audit.row_count', status: 'warn', message: 'count 10 > max 5' },
  ]);
  expect(of('profile.orders')?.trends).toMatchObject([
    { columnName: '_table_', metric: 'row_count', points: [{ value: 10 }] },
    { columnName: 'amount', metric: 'avg', points: [{ value: 6.75 }] },
    { columnName: 'amount', metric: 'null_percent', points: [{ value: 0 }] },
  ]);

  await writeFiles(paths, {
    'seeknal/orders.yml':
      'kind: transform\nname: orders\ntransform: SELECT 1 AS id, 3.0 AS amount FROM range(2)\n',
  });
  await runCli('run', '--project', paths.root, '--continue-on-error');
  const second = await quality(paths);
  expect(second).toMatchObject({ healthScore: 50, rules: { pass: 1, fail: 1 } });
  expect(of('rule.unique_ids', second)?.history.map(({ status }) => status)).toEqual([
    'pass',
    'fail',
  ]);

  const dq = await runCli('dq', '--project', paths.root, '--ascii');
  expect(dq.stdout).toContain('Health score: 50.0');
  expect(dq.stdout).toContain('4 nodes: 3 succeeded, 1 failed');
  expect(dq.stdout).toContain('2 rules: 1 passed, 1 error(s)');
  expect(dq.stdout).toMatch(/rule\.unique_ids {2}fail .* \+x/);
  const one = await runCli('dq', 'orders_ok', '--project', paths.root, '--json');
  expect(JSON.parse(one.stdout)).toMatchObject({
    health_score: 50,
    nodes: [{ node_id: 'rule.orders_ok', history: [{ status: 'warn' }, { status: 'pass' }] }],
  });
});

it('makes the audits of what is stored, by command', async () => {
  const paths = await temporaryProject(files);
  const early = await runCli('audit', '--project', paths.root);
  expect(early.exitCode).toBe(1);
  expect(early.stderr).toContain("No cached data found. Run 'seeknal run' first.");
  await runCli('run', '--project', paths.root);
  const audited = await runCli('audit', '--project', paths.root);
  expect(audited.exitCode).toBe(1);
  expect(audited.stdout.replaceAll(/\d+ms/g, 'Nms')).toBe(
    [
      'Auditing transform.orders:',
      '  PASS not_null [id]: All values non-null (Nms)',
      '  FAIL row_count (warn): count 10 > max 5 (Nms)',
      '',
      'Audit Summary: 1 passed, 1 failed',
      '',
    ].join('\n'),
  );
  const none = await runCli('audit', 'orders_ok', '--project', paths.root);
  expect(none).toMatchObject({ exitCode: 0 });
  expect(none.stdout).toContain('rule.orders_ok has no audits.');
});

it('lays full files by, and begins anew after a broken one', async () => {
  const paths = await temporaryProject();
  const engine = await openEngine({ tempDirectory: join(paths.target, 'tmp') });
  const connection = await engine.connect();
  const add = (runId: string, count: number, atMs: number) =>
    appendQuality(connection, paths, {
      runId,
      profiles: [],
      rows: Array.from({ length: count }, (_, at) => ({
        atMs,
        nodeId: 'rule.r',
        nodeType: 'rule',
        columnName: '_table_',
        metric: `m${String(at)}`,
        value: at,
        status: 'pass' as const,
        detail: '',
      })),
    });
  expect(await add('one', 50_000, 1000)).toBeNull();
  expect(await add('two', 3, 2000)).toBeNull();
  expect(await readdir(join(paths.target, 'dq_history'))).toHaveLength(1);
  expect((await readQuality(connection, paths, 1)).length).toBe(3);
  expect((await readQuality(connection, paths, 2)).length).toBe(50_003);

  await writeFile(qualityFile(paths), 'torn');
  expect(await add('three', 1, 3000)).toContain('The quality history could not be read');
  expect((await readQuality(connection, paths, 1)).map(({ run_id: run }) => run)).toEqual([
    'three',
  ]);
  engine.close();
});
