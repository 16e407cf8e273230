import type { Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { expect, test, type Project } from './fixtures';
import { cardOf, keepScreen } from './graph-page';

test('each kind of failure says why, where and on which rows, and is tried again in one way or another', async ({
  page,
  dashboard,
  project,
  seeknal,
}) => {
  // Twelve pages are looked at in both themes, beside four runs.
  test.setTimeout(420_000);
  expect((await seeknal('run', '--project', project.dir)).code).toBe(0);
  await breakSix(project);
  expect((await seeknal('run', '--continue-on-error', '--project', project.dir)).code).toBe(1);
  await page.goto(`${dashboard.url}/runs`);
  await page.getByRole('table', { name: 'Runs' }).getByRole('row').nth(1).getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Run failed' })).toBeVisible();
  const address = page.url();
  const results = page.getByRole('table', { name: 'Results' });
  // What failed comes first.
  for (const row of [1, 6]) {
    await expect(results.getByRole('row').nth(row)).toContainText('Failed');
  }
  const open = async (id: string) => {
    await results.getByRole('button', { name: id, exact: true }).click();
    return page.getByRole('complementary', { name: `${id} in this run` });
  };

  await test.step('SQL: its line is marked, and what was skipped because of it is named', async () => {
    const panel = await open('transform.sql_fails');
    await expect(panel.locator('[data-offending]')).toContainText('no_such_column');
    await expect(panel).toContainText('seeknal/broken/sql_fails.yml:6:');
    await expect(panel.getByRole('link', { name: 'transform.clean_users' })).toBeVisible();
    await panel.getByRole('button', { name: 'transform.reads_failed' }).click();
    await expect(
      page.getByRole('complementary', { name: 'transform.reads_failed in this run' }),
    ).toContainText('upstream failed: transform.sql_fails');
  });
  await test.step('code: its place, and what it had logged', async () => {
    const panel = await open('transform.code_fails');
    await expect(panel).toContainText('seeknal/broken/code_fails.ts:8:');
    await expect(panel.locator('[data-offending]')).toContainText('users.nothing.here');
    await expect(panel.getByRole('log')).toContainText('Got 1000 users');
  });
  await test.step('a rule: the rows that break it', async () => {
    const panel = await open('rule.rule_fails');
    const rows = panel.getByRole('region', { name: 'Violating rows' });
    await expect(rows).toContainText(/20 of [\d,]+ violations/);
    await expect(rows.getByRole('columnheader', { name: 'quantity' })).toBeVisible();
    await keepScreen(page, 'failed-rule');
  });
  await test.step('audits: the rows that break each', async () => {
    const panel = await open('transform.audit_fails');
    await expect(panel.getByText('Rows that break not_null (email)')).toBeVisible();
    await expect(panel.getByRole('region', { name: 'Violating rows' })).toHaveCount(2);
    await expect(panel.getByRole('columnheader', { name: 'occurrences' })).toBeVisible();
  });
  await test.step('a source without its file, and a model without its label: what to do', async () => {
    await expect(await open('source.gone')).toContainText('Put the file there, or correct "table"');
    await expect(await open('model.model_fails')).toContainText('as training.label_source');
  });

  await test.step('the graph says what the run said, and nothing of the next one', async () => {
    await page.goto(`${address}?tab=graph`);
    const card = cardOf(page, 'transform.clean_users');
    await expect(card).toHaveAttribute('data-status', 'cached');
    await expect(card).toHaveAccessibleName(
      'transform.clean_users, transform, in this run: cached, unchanged',
    );
    await expect(cardOf(page, 'transform.sql_fails')).toHaveAccessibleName(/in this run: failed/);
  });

  await test.step('nobody is kept out of any page, in either theme, wide or narrow', async () => {
    const [, runId = ''] = /runs\/([^?]+)/.exec(address) ?? [];
    const paths = [
      ...['/runs', '/runs?view=trends', '/runs?view=grid', '/nodes/transform.clean_users'],
      ...['', '&tab=graph', '&tab=timeline', '&tab=logs'].map(
        (tab) => `/runs/${runId}?node=transform.sql_fails${tab}`,
      ),
      ...['/quality', '/sql', '/data/transform.clean_users', '/data/transform.sql_fails'],
      `/compare/${runId}/${runId}`,
    ];
    for (const [index, path] of paths.entries()) {
      await page.goto(dashboard.url + path);
      // Each in all four would take minutes and find the same: they take turns.
      for (const [width, colorScheme] of [
        [index % 2 === 0 ? 390 : 1280, 'light'],
        [index % 2 === 0 ? 1280 : 390, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
        await expectAccessible(page);
        expect(await isTooWide(page)).toBe(false);
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('Retry with options asks first, and tells what runs', async () => {
    await page.goto(address);
    await page.getByRole('button', { name: 'Retry with options…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Retry with options' });
    await expect(dialog.getByRole('list', { name: 'Nodes that run again' })).toContainText(
      'transform.reads_failed',
    );
    // As they were in this run.
    await expect(dialog.getByRole('radio', { name: 'go on with the rest' })).toBeChecked();
    await dialog.getByLabel('Further attempts').fill('2');
    await dialog.getByRole('radio', { name: 'start no others' }).click();
    await expectAccessible(page);
    await keepScreen(page, 'retry-options');
    await dialog.getByRole('button', { name: 'Retry', exact: true }).click();
    await expect(page).not.toHaveURL(address);
    await expect(page.getByText('--retry 2')).toBeVisible();
    await expect(page.getByText('--continue-on-error')).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Run failed' })).toBeVisible();
  });

  await test.step('Retry from here takes one node and what reads it', async () => {
    await project.edit('seeknal/broken/sql_fails.yml', 'no_such_column * 2', 'user_id * 2');
    await page.goto(`${address}?node=transform.sql_fails`);
    await page.getByRole('button', { name: 'Retry from here' }).click();
    await expect(page).not.toHaveURL(new RegExp(address));
    await expect(page.getByRole('heading', { name: 'Run succeeded' })).toBeVisible();
    await expect(page.locator('dl').filter({ hasText: 'Changed nodes2' })).toBeVisible();
  });
});

function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

/** Six nodes that can't succeed, each for a reason of its own. */
async function breakSix(project: Project): Promise<void> {
  const files = {
    'sql_fails.yml': [
      'kind: transform',
      'name: sql_fails',
      'inputs: [{ref: transform.clean_users}]',
      'transform: |',
      '  SELECT user_id,',
      '    no_such_column * 2 AS twice',
      '  FROM transform.clean_users',
    ],
    'reads_failed.yml': [
      'kind: transform',
      'name: reads_failed',
      'inputs: [{ref: transform.sql_fails}]',
      'transform: FROM transform.sql_fails',
    ],
    'code_fails.ts': [
      "import { defineTransform } from 'seeknal-dag';",
      'export default defineTransform({',
      "  name: 'code_fails',",
      "  inputs: ['source.users'],",
      '  async run(ctx) {',
      "    const users = await ctx.rows('source.users');",
      "    ctx.log('info', `Got ${users.length} users`);",
      '    return [{ value: users.nothing.here }];',
      '  },',
      '});',
    ],
    'rule_fails.yml': [
      'kind: rule',
      'name: rule_fails',
      'inputs: [{ref: source.orders}]',
      'rule: [{type: range, column: quantity, params: {min_val: 0, max_val: 1}}]',
    ],
    'audit_fails.yml': [
      'kind: transform',
      'name: audit_fails',
      'inputs: [{ref: source.users}]',
      'transform: FROM source.users',
      'audits: [{type: not_null, columns: [email]}, {type: unique, columns: [city]}]',
    ],
    'gone.yml': ['kind: source', 'name: gone', 'source: csv', 'table: data/gone.csv'],
    'model_fails.yml': [
      'kind: model',
      'name: model_fails',
      'inputs: [{ref: feature_group.user_features}]',
      'training: {algorithm: logistic_regression, label_column: no_label}',
      'output_columns: [p]',
    ],
  };
  for (const [name, lines] of Object.entries(files)) {
    await project.write(`seeknal/broken/${name}`, `${lines.join('\n')}\n`);
  }
}
