import { afterAll, beforeAll, expect, it } from 'vitest';
import { currentProject } from '@/lib/service/project/current-project';
import { copySample, type SampleProject } from '@/lib/testing/sample-project';
import { reviewPlan } from './actions';

/** What a page sends that was loaded before selectors and tags came. */
const plain = {
  mode: 'incremental',
  types: [],
  nodes: [],
  excludeTags: [],
  continueOnError: false,
  retry: 0,
  parallel: null,
};

let sample: SampleProject;

beforeAll(async () => {
  sample = await copySample();
  process.env['SEEKNAL_PROJECT'] = sample.paths.root;
});
afterAll(async () => {
  const project = await currentProject();
  if (project.ok) await project.value.close();
  await sample.remove();
});

async function preview(more: object): Promise<{ toRun: number; command: string }> {
  const plan = await reviewPlan({ ...plain, ...more });
  if (!plan.ok) throw new Error(plan.error.message);
  return {
    toRun: plan.value.entries.filter(({ decision }) => decision === 'run').length,
    command: plan.value.command,
  };
}

it('plans a request without the newer fields as if they asked for nothing', async () => {
  expect(await preview({})).toEqual({ toRun: 15, command: 'seeknal run' });
});

it('plans selectors and tags, and tells the same for the terminal', async () => {
  expect(await preview({ select: '+churn_model kind:source', exclude: 'tag:ml' })).toEqual({
    toRun: 8,
    command: "seeknal run --select '+churn_model kind:source' --exclude tag:ml",
  });
  expect(await preview({ tags: ['ml'] })).toEqual({
    toRun: 10,
    command: 'seeknal run --tags ml',
  });
});

it('refuses a selector that can not be read, and a field of the wrong type', async () => {
  expect(await reviewPlan({ ...plain, select: 'tag:' })).toMatchObject({
    ok: false,
    error: {
      code: 'invalid_selector',
      message: 'Expected a value after "tag:" (--select, character 5).',
    },
  });
  expect(await reviewPlan({ ...plain, select: ['users'] })).toMatchObject({
    ok: false,
    error: { code: 'invalid_request' },
  });
});
