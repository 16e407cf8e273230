import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import {
  cardOf,
  dockOf,
  expectStates,
  keepScreen,
  openGraph,
  panelOf,
  runChanged,
  watchRunningCards,
} from './graph-page';

/** As the sample's README tells them. */
const rowsAfterFullRun = {
  'source.users': 1000,
  'source.orders': 5000,
  'source.products': 150,
  'source.payments': 4167,
  'source.sessions': 4000,
  'transform.clean_users': 950,
  'transform.clean_orders': 4511,
  'transform.user_sessions': 973,
  'feature_group.user_features': 950,
  'feature_group.order_features': 2549,
  'feature_group.old_features': 950,
  'aggregation.daily_sales': 1629,
  'rule.clean_users_complete': 950,
  'exposure.feature_export': 950,
  'model.churn_model': 950,
};
const cleanUsers = 'seeknal/transforms/clean_users.yml';
const afterCleanUsers = [
  'transform.clean_users',
  'feature_group.old_features',
  'feature_group.user_features',
  'rule.clean_users_complete',
  'exposure.feature_export',
  'model.churn_model',
];

test('a stranger runs the sample, changes a line, runs again and finds both runs', async ({
  page,
  dashboard,
  project,
}) => {
  await test.step('all fifteen nodes are new', async () => {
    await openGraph(page, dashboard);
    await expect(page.getByRole('heading', { name: 'Graph of corner-shop' })).toBeAttached();
    await expect(page.locator('[data-graph-card]')).toHaveCount(15);
    await expectStates(page, { New: 15 });
    await keepScreen(page, '1-new-project');
  });

  await test.step('quality waits for the first run, and leads to the rules', async () => {
    await page.getByRole('link', { name: 'Quality' }).click();
    await expect(page.getByText('The project has 1 rule:')).toBeVisible();
    await page.getByRole('link', { name: 'Show it on the graph' }).click();
    await expect(page.getByRole('combobox', { name: 'Find nodes' })).toHaveValue('kind:rule');
    await page.getByRole('button', { name: 'Clear search' }).click();
  });

  await test.step('a node tells its query, its file and its neighbours', async () => {
    await cardOf(page, 'transform.clean_users').click();
    const panel = panelOf(page, 'transform.clean_users');
    await panel.getByRole('tab', { name: 'SQL' }).click();
    await expect(panel.getByRole('region', { name: 'SQL' })).toContainText(
      "WHERE email LIKE '%@%'",
    );
    await panel.getByRole('tab', { name: 'YAML' }).click();
    await expect(panel).toContainText(cleanUsers);
    await expect(panel.getByRole('region', { name: 'YAML' })).toContainText('- ref: source.users');
    await panel.getByRole('tab', { name: 'Overview' }).click();

    await panel.getByRole('button', { name: 'source.users' }).click();
    const upstream = panelOf(page, 'source.users');
    await expect(upstream).toBeVisible();
    await expect(page).toHaveURL(/node=source\.users/);
    await upstream.getByRole('tab', { name: 'Config' }).click();
    await expect(upstream.getByRole('region', { name: 'Configuration' })).toContainText(
      'data/users.csv',
    );
    await upstream.getByRole('tab', { name: 'Overview' }).click();
    await upstream.getByRole('button', { name: 'transform.clean_users' }).click();
    await expect(panel).toBeVisible();
    await panel.getByRole('button', { name: 'Close panel' }).click();
    await expect(panel).toBeHidden();
  });

  await test.step('the run is seen node by node, then its summary', async () => {
    const seenRunning = await watchRunningCards(page);
    await runChanged(page, 'succeeded');
    await expectStates(page, { Cached: 15 });
    expect((await seenRunning()).length).toBeGreaterThan(2);

    const dock = dockOf(page);
    await expect(dock).toContainText('15 / 15');
    await expect(dock.getByRole('list', { name: 'Slowest' }).getByRole('link')).toHaveCount(5);
    for (const [id, rows] of Object.entries(rowsAfterFullRun)) {
      await expect(cardOf(page, id)).toHaveAttribute('data-status', 'success');
      await expect(cardOf(page, id)).toContainText(`${rows.toLocaleString('en-US')} rows`);
    }
    await expect(page.getByRole('button', { name: 'Run changed' })).toHaveAttribute(
      'title',
      'Everything is up to date',
    );
    await keepScreen(page, '2-after-first-run');
  });

  await test.step('a changed line shows at once, with all that it will rebuild', async () => {
    await project.edit(cleanUsers, "LIKE '%@%'", "LIKE '%@%.%'");
    await expectStates(page, { Changed: 1, 'Upstream changed': 5, Cached: 9 });
    await expect(cardOf(page, 'transform.clean_users')).toHaveAttribute(
      'data-freshness',
      'changed',
    );
    await cardOf(page, 'transform.clean_users').click();
    const panel = panelOf(page, 'transform.clean_users');
    await expect(panel.getByText("removed: WHERE email LIKE '%@%'")).toBeVisible();
    await expect(panel.getByText("added: WHERE email LIKE '%@%.%'")).toBeVisible();
    await keepScreen(page, '3-changed-line');
  });

  await test.step('the dry run lists exactly what will run, and runs nothing', async () => {
    await panelOf(page, 'transform.clean_users')
      .getByRole('button', { name: 'Close panel' })
      .click();
    await page.getByRole('button', { name: 'Dry run' }).click();
    const plan = page.getByRole('dialog', { name: 'Plan: run what changed' });
    await expect(plan).toContainText('6to run');
    await expect(plan).toContainText('9cached');
    const planned = plan.getByRole('listitem').filter({ hasText: 'RUN' });
    await expect(planned).toHaveCount(6);
    // What is cached is a click away.
    const all = plan.getByRole('listitem');
    await expect(all).toHaveCount(6);
    await plan.getByRole('button', { name: 'Show 9 nodes more that do not run' }).click();
    await expect(all).not.toHaveCount(6);
    await plan.getByRole('button', { name: '9 cached' }).click();
    await expect(all).toHaveCount(6);
    for (const id of afterCleanUsers) {
      await expect(planned.filter({ has: page.getByText(id, { exact: true }) })).toHaveCount(1);
    }
    await keepScreen(page, '4-dry-run');
    await page.keyboard.press('Escape');
    await expect(plan).toBeHidden();
    await expectStates(page, { Changed: 1, 'Upstream changed': 5, Cached: 9 });
  });

  await test.step('the second run takes those six', async () => {
    const seenRunning = await watchRunningCards(page);
    const dock = dockOf(page);
    await dock.getByRole('button', { name: 'Put away' }).click();
    await runChanged(page, 'succeeded');
    await expectStates(page, { Cached: 15 });
    await expect(dock).toContainText('6success');
    await expect(dock).toContainText('9cached');
    expect(afterCleanUsers).toEqual(expect.arrayContaining(await seenRunning()));
  });

  await test.step('both runs are in the history, with their numbers', async () => {
    await page.getByRole('link', { name: 'Runs' }).click();
    const runs = page.getByRole('table', { name: 'Runs' }).getByRole('link');
    await expect(runs).toHaveCount(2);
    await expect(page.getByRole('row')).toHaveText([
      /Outcome/,
      /Succeeded.*Changed nodes.*6success.*9cached/,
      /Succeeded.*Changed nodes.*15success/,
    ]);
    await keepScreen(page, '5-runs');
    await runs.first().click();
    await expect(page.getByRole('heading', { name: 'Run succeeded' })).toBeVisible();
    await expect
      .poll(() => figuresOf(page))
      .toEqual({
        'Total nodes': '15',
        'Changed nodes': '6',
        'Cached nodes': '9',
        Successful: '6',
        Failed: '0',
        Skipped: '0',
        Duration: expect.stringMatching(/^\d+\.\d+ s$/) as unknown,
      });
    const results = page.getByRole('table', { name: 'Results' });
    await expect(results.getByRole('row')).toHaveCount(16);
    const row = results
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: 'transform.clean_users', exact: true }) });
    await expect(row).toHaveText(/Success.*\d s950.*transform/);
    await keepScreen(page, '6-run');
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await expect(page.getByRole('list', { name: 'Timeline' }).getByRole('listitem')).toHaveCount(6);
    await keepScreen(page, '7-timeline');
  });
});

test('Run selected takes the selection and what reads it; Run all asks before it rebuilds', async ({
  page,
  dashboard,
  project,
  seeknal,
}) => {
  expect((await seeknal('run', '--project', project.dir)).code).toBe(0);
  await openGraph(page, dashboard);
  await expectStates(page, { Cached: 15 });

  await cardOf(page, 'feature_group.user_features').click();
  await cardOf(page, 'feature_group.order_features').click({ modifiers: ['ControlOrMeta'] });
  await page.getByRole('button', { name: 'Run selected' }).click();
  const dock = dockOf(page);
  await expect(dock.getByRole('status')).toHaveText('Run succeeded');
  await expect(dock).toContainText('4 / 4');
  await expect(dock).toContainText('4success');

  await page.getByRole('button', { name: 'Run all' }).click();
  const asks = page.getByRole('dialog', { name: 'Run all 15 nodes?' });
  await expect(asks).toContainText('Every node is cached');
  await asks.getByRole('button', { name: 'Rebuild everything' }).click();
  await expect(dock).toContainText('15success');
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('row')).toHaveText([
    /Outcome/,
    /Succeeded.*--full.*Dashboard.*15success/,
    /Succeeded.*--nodes.*Dashboard.*4success/,
    /Succeeded.*Changed nodes.*Terminal.*15success/,
  ]);
});

/** The summary of the run page: its words and what stands under them. */
function figuresOf(page: Page): Promise<Record<string, string>> {
  return page
    .locator('dl > div')
    .evaluateAll((figures) =>
      Object.fromEntries(
        figures.map((figure) => [
          figure.querySelector('dt')?.textContent ?? '',
          figure.querySelector('dd')?.textContent ?? '',
        ]),
      ),
    );
}
