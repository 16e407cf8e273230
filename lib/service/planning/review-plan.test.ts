import { afterAll, beforeAll, expect, it } from 'vitest';
import { copySample, type SampleProject } from '../../testing/sample-project';
import { runCli } from '../../testing/run-cli';
import { OpenProject } from '../project/open-project';
import type { PlanReview } from './plan-review';
import { plainRun, type RunRequest } from '../requests/run-request';

const cleanUsers = 'seeknal/transforms/clean_users.yml';

let sample: SampleProject;
let project: OpenProject;

beforeAll(async () => {
  sample = await copySample();
  for (const flags of [[], ['--full'], ['--full']]) {
    expect((await runCli('run', '--project', sample.paths.root, ...flags)).exitCode).toBe(0);
  }
  project = await openSample();
}, 120_000);
afterAll(async () => {
  await project.close();
  await sample.remove();
});

async function openSample(): Promise<OpenProject> {
  const opened = await OpenProject.open(sample.paths.root);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

/** As a dashboard that was just started sees it: no waiting for the watcher. */
async function again(): Promise<void> {
  await project.close();
  project = await openSample();
}

async function review(request: Partial<RunRequest> = {}): Promise<PlanReview> {
  const made = await project.reviewPlan({ ...plainRun, ...request });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

async function movedSince(id: string): Promise<string | null> {
  const reopened = await project.reopenPlan(id);
  if (!reopened.ok) throw new Error(reopened.error.message);
  return reopened.value.moved;
}

it('tells what runs, what caused it, and how long it may take by three past runs', async () => {
  await sample.edit(cleanUsers, "'%@%'", "'%@%.%'");
  await again();
  const plan = await review();
  const churn = plan.entries.find((entry) => entry.nodeId === 'model.churn_model');
  expect(churn).toMatchObject({
    decision: 'run',
    causes: ['feature_group.user_features', 'transform.clean_users'],
  });
  expect(churn?.expected).toBeGreaterThan(0);
  expect(plan.estimate?.remaining).toBeGreaterThan(0);
  expect(plan.unknownCount).toBe(0);
  expect(plan.criticalPath[0]).toBe('transform.clean_users');
  expect(plan.command).toBe('seeknal run');
  expect(plan.entries.filter((entry) => entry.decision === 'cached')).toHaveLength(9);
});

it('is the same plan, under the same id, until something moves; then says what', async () => {
  const { id } = await review();
  expect((await review()).id).toBe(id);
  expect((await review({ mode: 'full' })).id).not.toBe(id);
  expect(await movedSince(id)).toBeNull();

  await sample.edit(cleanUsers, "'%@%.%'", "'%@%.__%'");
  await again();
  expect(await movedSince(id)).toBe(
    'the project has changed since (transform.clean_users changed)',
  );
  const started = await project.startPlan(id, {});
  expect(started).toMatchObject({ ok: false, error: { code: 'plan_outdated' } });

  const newer = await review();
  expect(newer.id).not.toBe(id);
  expect((await runCli('run', '--project', sample.paths.root)).exitCode).toBe(0);
  await again();
  expect(await movedSince(newer.id)).toMatch(/^nodes were run since \(/);
});

it('has no duration for a node that never ran, and refuses a plan that is not kept', async () => {
  await sample.write(
    'seeknal/transforms/adults.yml',
    'kind: transform\nname: adults\ninputs:\n  - ref: source.users\ntransform: SELECT * FROM source.users\n',
  );
  await again();
  const plan = await review();
  expect(plan.unknownCount).toBe(1);
  expect(plan.estimate).toBeNull();
  expect(await project.reopenPlan('0123456789abcdef')).toMatchObject({
    ok: false,
    error: { code: 'unknown_plan' },
  });
  expect(await project.reopenPlan('../../etc/passwd')).toMatchObject({ ok: false });
});
