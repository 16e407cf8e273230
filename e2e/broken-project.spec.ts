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
} from './graph-page';

const cleanUsers = 'seeknal/transforms/clean_users.yml';
const users = 'seeknal/sources/users.yml';

/** What may go wrong in a file, and what the page says of it. */
const mistakes = [
  {
    name: 'broken YAML',
    file: cleanUsers,
    from: 'inputs:\n  - ref: source.users',
    to: 'inputs\n  - ref: source.users',
    says: 'Invalid YAML: ',
    place: `${cleanUsers}:5:1`,
  },
  {
    name: 'a ref to a node that is not there',
    file: cleanUsers,
    from: '- ref: source.users',
    to: '- ref: source.userz',
    says: /source\.userz/,
    place: `${cleanUsers}:6:`,
  },
  {
    name: 'a cycle',
    file: cleanUsers,
    from: '- ref: source.users',
    to: '- ref: source.users\n  - ref: feature_group.user_features',
    says: 'DAG contains cycle: ',
    place: `${cleanUsers}:7:10`,
  },
] as const;

for (const { name, file, from, to, says, place } of mistakes) {
  test(`${name}: the page says what and where, and is right once the file is`, async ({
    page,
    dashboard,
    project,
    seeknal,
  }) => {
    await openGraph(page, dashboard);
    await expectStates(page, { New: 15 });

    await project.edit(file, from, to);
    const problems = problemsOf(page);
    await expect(problems.getByRole('alert')).toContainText(/\d+ errors? in the project\./);
    const mistake = problems.getByRole('listitem').filter({ hasText: says });
    await expect(mistake).toContainText(place);
    for (const button of ['Run changed', 'Run all', 'Run selected', 'Dry run']) {
      await expect(page.getByRole('button', { name: button })).toHaveAttribute(
        'title',
        /The project has errors/,
      );
    }
    await keepScreen(page, `broken-${name.replaceAll(' ', '-')}`);

    // The terminal says the same, at the same place.
    const run = await seeknal('run', '--project', project.dir);
    expect(run.code).toBe(1);
    expect(run.stdout + run.stderr).toContain(place);

    await project.edit(file, to, from);
    await expect(problems).toBeHidden();
    await expectStates(page, { New: 15 });
    await runChanged(page, 'succeeded');
  });
}

test('several mistakes are told together, also to somebody who comes later', async ({
  page,
  dashboard,
  project,
}) => {
  await project.edit(cleanUsers, '- ref: source.users', '- ref: source.userz');
  await project.edit(users, 'kind: source', 'kind: sauce');
  await openGraph(page, dashboard);
  const problems = problemsOf(page);
  await expect(problems.getByRole('listitem').filter({ hasText: 'source.userz' })).toHaveCount(1);
  await expect(problems.getByRole('listitem').filter({ hasText: 'sauce' })).toContainText(
    `${users}:1:`,
  );
  await project.edit(users, 'kind: sauce', 'kind: source');
  await expect(problems.getByRole('alert')).toContainText('1 error in the project.');
  expect((await fetch(dashboard.url)).status).toBe(200);
});

test('a missing data file fails its node, with the file and the place, and skips what reads it', async ({
  page,
  dashboard,
  project,
}) => {
  const orders = await project.read('data/orders.csv');
  await openGraph(page, dashboard);
  await project.remove('data/orders.csv');
  const problems = problemsOf(page);
  await expect(problems.getByRole('status')).toContainText('1 warning in the project.');
  await expect(problems.getByRole('listitem')).toContainText('orders.csv');
  await expect(problems.getByRole('listitem')).toContainText(/sources\/orders\.yml:\d+:\d+/);

  await runChanged(page, 'failed');
  await expect(cardOf(page, 'source.orders')).toHaveAttribute('data-status', 'failed');
  for (const id of ['transform.clean_orders', 'aggregation.daily_sales']) {
    await expect(cardOf(page, id)).toHaveAttribute('data-status', 'blocked');
  }
  const failed = dockOf(page).getByRole('list', { name: 'Failed nodes' }).getByRole('listitem');
  await expect(failed).toHaveCount(1);
  await expect(failed).toContainText('orders.csv');
  await keepScreen(page, 'failed-run');

  await failed.getByRole('link', { name: 'source.orders' }).click();
  const panel = panelOf(page, 'source.orders');
  await expect(panel.getByRole('region', { name: 'Error' })).toContainText(/orders\.csv/);
  await expect(panel.getByRole('region', { name: 'Error' })).toContainText(
    /sources\/orders\.yml:\d+:\d+/,
  );
  await keepScreen(page, 'failed-node');
  await dockOf(page).getByRole('link', { name: 'Open run' }).click();
  await expect(page.getByRole('heading', { name: 'Run failed' })).toBeVisible();
  await expect(
    page.getByRole('row').filter({ has: page.getByRole('button', { name: 'source.orders' }) }),
  ).toContainText('orders.csv');
  await keepScreen(page, 'failed-run-page');

  await page.getByRole('link', { name: 'Graph', exact: true }).click();
  await project.write('data/orders.csv', orders);
  await expect(problems).toBeHidden();
  // What the run left undone, from where it is seen; the page stays.
  await dockOf(page)
    .getByRole('button', { name: /^Retry \d+ nodes/ })
    .click();
  await expect(dockOf(page).getByRole('status')).toHaveText('Run succeeded', { timeout: 60_000 });
  await expect(page).toHaveURL(`${dashboard.url}/`);
  await expectStates(page, { Cached: 15 });
});

function problemsOf(page: Page) {
  return page.getByRole('region', { name: 'Problems in the project' });
}
