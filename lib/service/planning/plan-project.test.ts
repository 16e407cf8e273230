import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOutcome } from '../../events/run-event';
import { nodesToRun } from '../../planner/nodes-to-run';
import { copySample, type SampleProject } from '../../testing/sample-project';
import { planProject, type PlannedProject } from './plan-project';
import { runProject } from '../running/run-project';
import { plainRun, type RunRequest } from '../requests/run-request';
import type { ServiceError } from '../service-error';

const cleanUsers = 'seeknal/transforms/clean_users.yml';
const mlNodes = [
  'source.orders',
  'source.payments',
  'source.products',
  'source.sessions',
  'source.users',
  'transform.clean_orders',
  'transform.clean_users',
  'transform.user_sessions',
  'feature_group.user_features',
  'model.churn_model',
];

let sample: SampleProject;

async function run(
  request: Partial<RunRequest>,
  runId: string,
  outcome: RunOutcome = 'success',
): Promise<void> {
  const { signal } = new AbortController();
  const ran = await runProject(sample.paths, {
    request: { ...plainRun, ...request },
    runId,
    trigger: 'api',
    stop: signal,
    abort: signal,
    onEvent: () => undefined,
    onPlanned: () => undefined,
  });
  if (!ran.ok) throw new Error(ran.error.message);
  expect(ran.value).toMatchObject({ outcome });
}

async function planned(request: Partial<RunRequest>): Promise<PlannedProject> {
  const plan = await planProject(sample.paths, { ...plainRun, ...request });
  if (!plan.ok) throw new Error(plan.error.message);
  return plan.value;
}

async function refusal(request: Partial<RunRequest>): Promise<ServiceError> {
  const plan = await planProject(sample.paths, { ...plainRun, ...request });
  if (plan.ok) throw new Error(`Not refused: ${JSON.stringify(request)}`);
  return plan.error;
}

const running = async (request: Partial<RunRequest>): Promise<string[]> =>
  nodesToRun((await planned(request)).plan);

describe('before anything was built', () => {
  beforeAll(async () => {
    sample = await copySample();
  });
  afterAll(() => sample.remove());

  it('a selection whose upstream was never built is refused with both names and the remedy', async () => {
    expect(await refusal({ select: 'churn_model' })).toMatchObject({
      code: 'unbuilt_upstream',
      message:
        'model.churn_model needs feature_group.user_features, which was never built and is not part of this run.',
      hint: 'Take in all that it is made from with +, as in: seeknal run --select +model.churn_model. Or run everything once.',
    });
    expect(await running({ select: '+churn_model' })).toEqual(await running({ tags: ['ml'] }));
    expect(await refusal({ tags: ['ml'], excludeTags: ['experimental'] })).toMatchObject({
      code: 'unbuilt_upstream',
    });
  });

  it('everything is new, and has no status', async () => {
    expect(await running({ select: 'state:new' })).toHaveLength(15);
    expect((await planned({ select: 'status:success' })).nothingToRun).toBe(
      'No nodes match --select status:success. Nothing to run.',
    );
  });
});

describe('once everything was built', () => {
  beforeAll(async () => {
    sample = await copySample();
    await run({}, 'first');
  });
  afterAll(() => sample.remove());

  it.each<[string, Partial<RunRequest>, number]>([
    ['nothing', {}, 0],
    ['full', { mode: 'full' }, 15],
    ['full, types feature_group', { mode: 'full', types: ['feature_group'] }, 3],
    [
      'full, exclude tags expensive, experimental',
      { mode: 'full', excludeTags: ['expensive', 'experimental'] },
      11,
    ],
    ['nodes user_features, order_features', { nodes: ['user_features', 'order_features'] }, 4],
    ['tags ml', { tags: ['ml'] }, 10],
    ['types feature_group', { types: ['feature_group'] }, 0],
    ['tags and nodes', { tags: ['ml'], nodes: ['daily_sales'] }, 11],
    ['full beats tags and nodes', { mode: 'full', tags: ['ml'], nodes: ['daily_sales'] }, 15],
    ['tags ml, types model', { tags: ['ml'], types: ['model'] }, 1],
    ['select churn_model', { select: 'churn_model' }, 1],
    ['select +churn_model', { select: '+churn_model' }, 10],
    ['select user_features+ order_features+', { select: 'user_features+ order_features+' }, 4],
    ['full, select tag:features', { mode: 'full', select: 'tag:features' }, 2],
    ['full, exclude', { mode: 'full', exclude: 'tag:expensive tag:experimental' }, 11],
    ['nodes and select', { nodes: ['clean_users'], select: 'kind:feature_group' }, 2],
    ['select and exclude', { select: '+churn_model', exclude: 'kind:source' }, 5],
    ['path', { select: 'path:seeknal/sources/*' }, 5],
    ['everything unchanged', { select: 'state:unchanged' }, 15],
    ['everything that succeeded', { select: 'status:success' }, 15],
  ])('%s', async (_, request, count) => {
    expect(await running(request)).toHaveLength(count);
  });

  it('tags ml is user_features, churn_model and all they need', async () => {
    expect((await running({ tags: ['ml'] })).toSorted()).toEqual(mlNodes.toSorted());
  });

  it('an excluded upstream of a tagged node is warned about, once', async () => {
    const { warnings } = await planned({ tags: ['ml'], excludeTags: ['experimental'] });
    expect(warnings).toEqual([
      "Upstream node 'transform.user_sessions' excluded by --exclude-tags but required by 'feature_group.user_features'. Execution may fail.",
    ]);
  });

  it.each<[Partial<RunRequest>, string]>([
    [{ tags: ['a', 'b'] }, 'No nodes found with tags: a, b. Nothing to run.'],
    [{ select: 'tag:a,kind:rule' }, 'No nodes match --select tag:a,kind:rule. Nothing to run.'],
    [{ select: 'a* b*' }, "No nodes match --select 'a* b*'. Nothing to run."],
    [
      { mode: 'full', types: ['exposure'], excludeTags: ['export'] },
      'The filters leave out every node that would run. Nothing to run.',
    ],
    [
      { nodes: ['churn_model'], exclude: 'tag:ml' },
      'The filters leave out every node that would run. Nothing to run.',
    ],
  ])('%j says: %s', async (request, text) => {
    expect((await planned(request)).nothingToRun).toBe(text);
  });

  it('a plain run says only that nothing changed, also when it is filtered', async () => {
    expect((await planned({})).nothingToRun).toBeNull();
    expect((await planned({ types: ['source'], exclude: 'users' })).nothingToRun).toBeNull();
    expect((await planned({ select: 'users' })).nothingToRun).toBeNull();
  });

  it('conditions that hold for nothing are told with what may have been meant', async () => {
    const { warnings } = await planned({
      tags: ['ml', 'saless'],
      excludeTags: ['expnsive'],
      select: 'tag:expensiv *_model',
      exclude: 'path:nowhere',
    });
    expect(warnings.slice(0, 4)).toEqual([
      'No node has the tag "saless". Did you mean sales?',
      'No node has the tag "expnsive". Did you mean expensive?',
      'No node matches tag:expensiv in --select. Did you mean expensive?',
      'No node matches path:nowhere in --exclude.',
    ]);
  });

  it.each<[Partial<RunRequest>, string, string, string | null]>([
    [
      { nodes: ['clean_user'] },
      'unknown_node',
      'There is no node called "clean_user".',
      'Did you mean clean_users?',
    ],
    [
      { select: 'users clean_user' },
      'unknown_node',
      'There is no node called "clean_user" (--select, character 7).',
      'Did you mean clean_users?',
    ],
    [
      { exclude: 'nothing_of_the_sort' },
      'unknown_node',
      'There is no node called "nothing_of_the_sort" (--exclude, character 1).',
      'The command `seeknal list` lists all nodes.',
    ],
    [
      { select: 'kind:models' },
      'unknown_kind',
      'There is no kind of node called "models" (--select, character 1).',
      'Did you mean model?',
    ],
    [
      { types: ['models'] },
      'unknown_kind',
      'There is no kind of node called "models".',
      'The kinds are source, transform, feature_group, aggregation, second_order_aggregation, model, rule, exposure, profile, semantic_model, metric.',
    ],
    [
      { select: 'tag:ml,' },
      'invalid_selector',
      'A comma must stand between two terms (--select, character 7).',
      'A comma takes the nodes that are in both terms, a space those that are in either.',
    ],
    [
      { exclude: '' },
      'invalid_selector',
      'The selector is empty (--exclude, character 1).',
      'Expected names or conditions, as in: users tag:daily +churn_model,kind:transform',
    ],
  ])('%j is refused as %s', async (request, code, message, hint) => {
    expect(await refusal(request)).toMatchObject({ code, message, hint });
  });
});

describe('in a project that changes', () => {
  beforeAll(async () => {
    sample = await copySample();
    await run({}, 'first');
  });
  afterAll(() => sample.remove());

  it('a name that several kinds share is refused by --select, and means them all for --nodes', async () => {
    await sample.write(
      'seeknal/transforms/orders.yml',
      'kind: transform\nname: orders\ninputs:\n  - ref: source.orders\ntransform: SELECT * FROM source.orders\n',
    );
    expect(await refusal({ select: '+orders' })).toMatchObject({
      code: 'invalid_selector',
      message:
        '"orders" names several nodes: source.orders, transform.orders (--select, character 1).',
      hint: 'Write the id of the one that is meant, or *.orders for all of them.',
    });
    const byName = await planned({ nodes: ['orders'] });
    expect(nodesToRun(byName.plan)).toEqual(
      expect.arrayContaining(['source.orders', 'transform.orders']),
    );
    expect(byName.warnings).toContain(
      '"orders" names several nodes, and all of them run: source.orders, transform.orders.',
    );
    expect(await running({ select: 'state:new' })).toEqual(['transform.orders']);
    await rm(join(sample.paths.root, 'seeknal/transforms/orders.yml'));
  });

  it('SQL with another layout, comments or case of keywords says the same, in a plain run and after it', async () => {
    const text = await readFile(join(sample.paths.root, cleanUsers), 'utf8');
    await sample.edit(cleanUsers, '  SELECT\n', '  -- who can be written to\n  select\n\n');
    expect(await running({})).toEqual([]);
    await run({ nodes: ['daily_sales'] }, 'other');
    expect(await running({})).toEqual([]);
    await sample.edit(cleanUsers, "LIKE '%@%'", "LIKE '%@%.%'");
    expect(await running({})).toHaveLength(6);
    await writeFile(join(sample.paths.root, cleanUsers), text);
  });

  it('states tell new SQL from new data and a changed setting', async () => {
    await sample.edit(cleanUsers, 'IS NOT NULL', 'IS NOT NULL AND length(email) > 12');
    await sample.edit('data/users.csv', '\n', '\n\n');
    await sample.edit('seeknal/sources/sessions.yml', 'sessions.jsonl', 'sessions.jsonl # same');
    expect(await running({ select: 'state:modified.sql' })).toEqual(['transform.clean_users']);
    expect(await running({ select: 'state:modified.data' })).toEqual(['source.users']);
    expect(await running({ select: 'state:modified.config' })).toEqual([]);
    expect(await running({ select: 'state:changed' })).toHaveLength(7);
    expect(await running({ select: 'state:changed,kind:feature_group' })).toEqual([
      'feature_group.old_features',
      'feature_group.user_features',
    ]);
  });

  it('a failure keeps its status until the node succeeds, whatever runs meanwhile', async () => {
    await sample.edit(cleanUsers, 'length(email)', 'length(emial)');
    await run({ mode: 'full', continueOnError: true }, 'failing', 'failed');
    expect(await running({ select: 'status:failed', exclude: 'kind:source' })).toEqual([
      'transform.clean_users',
    ]);
    expect(await running({ select: 'result:failed result:skipped' })).toHaveLength(6);
    expect(await refusal({ select: 'result:skipped' })).toMatchObject({
      message:
        'feature_group.old_features needs transform.clean_users, which failed in its last run and is not part of this run.',
    });
    await run({ select: 'source.orders' }, 'meanwhile');
    expect(await running({ select: 'status:failed' })).toEqual(['transform.clean_users']);
    expect(await running({ select: 'status:success' })).toEqual(['source.orders']);
    expect(await running({ select: 'state:modified.sql,state:failed' })).toEqual([
      'transform.clean_users',
    ]);
    await sample.edit(cleanUsers, 'length(emial)', 'length(email)');
    expect(await running({ select: 'state:changed' })).toContain('transform.clean_users');
    await run({ select: 'clean_users' }, 'mended');
    expect((await planned({ select: 'status:failed' })).nothingToRun).toBe(
      'No nodes match --select status:failed. Nothing to run.',
    );
  });

  it('a node that was removed is found by its state, and can not be run', async () => {
    await rm(join(sample.paths.root, 'seeknal/feature_groups/old_features.yml'));
    expect((await planned({ select: 'state:removed' })).nothingToRun).toBe(
      'The nodes that match --select state:removed are no longer in the project. Nothing to run.',
    );
  });
});
