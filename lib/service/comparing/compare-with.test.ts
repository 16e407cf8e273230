import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeId } from '../../graph/node-id';
import { runCli } from '../../testing/run-cli';
import { copySample, type SampleProject } from '../../testing/sample-project';
import type { Comparison } from './compare-with';
import { OpenProject } from '../project/open-project';

const run = promisify(execFile);
const cleanUsers = 'seeknal/transforms/clean_users.yml';

let sample: SampleProject;
let project: OpenProject;
let manifest: string;
let runId: string;

beforeAll(async () => {
  sample = await copySample();
  const { root } = sample.paths;
  expect((await runCli('run', '--project', root)).exitCode).toBe(0);
  manifest = await readFile(join(root, 'target/state/last_run_manifest.json'), 'utf8');
  const git = (...args: string[]): Promise<unknown> =>
    run('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root });
  await git('init', '-q');
  await git('add', 'seeknal', 'seeknal_project.yml');
  await git('commit', '-qm', 'first');
  await sample.edit(cleanUsers, "'%@%'", "'%@%.%'");
  await sample.edit(
    'seeknal/sources/orders.yml',
    'One row for each order line',
    'A row for each line',
  );
  await rm(join(root, 'seeknal/exposures/feature_export.yml'));
  await sample.write(
    'seeknal/transforms/adults.yml',
    'kind: transform\nname: adults\ninputs:\n  - ref: source.users\ntransform: FROM source\n',
  );
  const opened = await OpenProject.open(root);
  if (!opened.ok) throw new Error(opened.error.message);
  project = opened.value;
  const [newest] = await project.pastRuns.list({ limit: 1, before: null, includeEmpty: true });
  runId = newest?.runId ?? '';
}, 120_000);
afterAll(async () => {
  await project.close();
  await sample.remove();
});

async function compare(base: string): Promise<Comparison> {
  const compared = await project.compare(base);
  if (!compared.ok || compared.value === null) throw new Error(JSON.stringify(compared));
  return compared.value;
}

it('says the same against the last run, that run by its id, its revision and its manifest', async () => {
  const kept = await project.keepManifest({ name: 'yesterday.json', text: manifest });
  if (!kept.ok) throw new Error(kept.error.message);
  const bases = ['', `run:${runId}`, 'rev:HEAD', kept.value];
  const all = await Promise.all(bases.map(compare));
  expect(all.map((one) => one.label)).toEqual([
    'the last finished run',
    `run ${runId}`,
    'revision HEAD',
    'yesterday.json',
  ]);
  for (const comparison of all) {
    expect(comparison.nodes.map(({ id, what }) => [id, what]).toSorted()).toEqual([
      ['source.orders', 'metadata'],
      ['transform.adults', 'added'],
      ['transform.clean_users', 'non_breaking'],
    ]);
    expect(comparison.affected).toContainEqual({
      id: 'model.churn_model',
      by: 'transform.clean_users',
    });
    expect(comparison.affected.map(({ id }) => id)).not.toContain('transform.clean_orders');
    expect(comparison.ghosts.nodes.map(({ id }) => id)).toEqual(['exposure.feature_export']);
  }
});

it('tells a node field by field, before and now, and a ghost as it was', async () => {
  const detail = await project.nodeDetail(nodeId('transform', 'clean_users'), 'rev:HEAD');
  if (!detail.ok) throw new Error(detail.error.message);
  expect(detail.value.changes).toMatchObject([{ path: 'transform', class: 'non_breaking' }]);
  expect(detail.value.base?.sql).toContain("'%@%'");
  expect(detail.value.definition).toContain("'%@%.%'");
  const ghost = await project.nodeDetail(nodeId('exposure', 'feature_export'));
  expect(ghost).toMatchObject({
    ok: true,
    value: { definition: '', base: { label: 'the last finished run' } },
  });
});

it('refuses what is nothing to compare with, and says what to do', async () => {
  for (const base of ['run:20200101_000000_aaaa', 'rev:no-such', 'file:0123456789abcdef', 'what']) {
    const compared = await project.compare(base);
    expect(compared).toMatchObject({ ok: false, error: { hint: expect.any(String) as string } });
  }
  const given = await project.keepManifest({ name: 'notes.json', text: '{"a": 1}' });
  expect(given.ok ? '' : given.error.message).toContain('notes.json');
});
