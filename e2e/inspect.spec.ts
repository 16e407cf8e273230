import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';
import {
  cardOf,
  dockOf,
  expectLive,
  expectStates,
  keepScreen,
  openGraph,
  panelOf,
  runChanged,
} from './graph-page';

const cleanUsers = 'seeknal/transforms/clean_users.yml';
const cleanOrders = 'seeknal/transforms/clean_orders.yml';

test('search by keyboard, the list, the panel of a node, and the way back from each', async ({
  page,
  dashboard,
}) => {
  test.slow();
  const errors = complaintsOf(page);
  await openGraph(page, dashboard);
  await runChanged(page, 'succeeded');
  await expectStates(page, { Cached: 15 });

  const box = page.getByRole('combobox', { name: 'Find nodes' });
  const found = (count: number) => page.getByText(`${String(count)} found`, { exact: true });
  await page.keyboard.press('/');
  await page.keyboard.type('+churn');
  const completions = page.getByRole('listbox', { name: 'Completions' });
  await expect(completions.getByRole('option', { name: 'model.churn_model' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(completions.getByRole('option', { selected: true })).toHaveText('model.churn_model');
  await keepScreen(page, 'inspect-completions');
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('+churn_model');
  await expect(found(10)).toBeVisible();
  await expect(page).toHaveURL(/select=/);

  // A mistake is shown where it is, and leaves the graph as it was.
  await page.keyboard.type(',state:odd');
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  await expect(box).toHaveAccessibleDescription(/odd.* Character 20\./s);
  await keepScreen(page, 'inspect-mistake');
  for (let letter = 0; letter < ',state:odd'.length; letter += 1) {
    await page.keyboard.press('Backspace');
  }
  // The first Esc closes the list only.
  await page.keyboard.press('Escape');
  await expect(completions).toBeHidden();
  await expect(box).toHaveValue('+churn_model');
  await expect(found(10)).toBeVisible();

  const filters = page.getByRole('group', { name: 'Filters' });
  await filters.getByRole('button', { name: 'Kind' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'source 5' }).click();
  await keepScreen(page, 'inspect-chips');
  await page.keyboard.press('Escape');
  await expect(found(5)).toBeVisible();
  await expect(box).toHaveValue(/kind:source/);
  await filters.getByRole('button', { name: 'Clear kind filter' }).click();
  await expect(found(10)).toBeVisible();

  await page.getByRole('radio', { name: 'List' }).click();
  const list = page.getByRole('grid', { name: 'Nodes' });
  await expect(list.getByRole('row')).toHaveCount(1 + 10);
  await list.getByRole('button', { name: 'Node', exact: true }).click();
  await expect(list.getByRole('columnheader', { name: 'Node', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(page).toHaveURL(/sort=id\.asc/);
  await list.getByRole('row').nth(1).focus();
  await expect(list.getByRole('row').nth(1)).toContainText('feature_group.user_features');
  await page.keyboard.press('ArrowDown');
  await expect(list.getByRole('row').nth(2)).toBeFocused();
  await page.keyboard.press('Enter');
  const churn = panelOf(page, 'model.churn_model');
  await expect(churn).toBeVisible();
  await keepScreen(page, 'inspect-list');

  // The address holds all of it.
  await page.reload();
  await expect(churn).toBeVisible();
  await expect(box).toHaveValue('+churn_model');
  await expect(list.getByRole('row')).toHaveCount(1 + 10);
  await expect(list.getByRole('row', { selected: true })).toContainText('model.churn_model');
  await page.goBack();
  await expect(churn).toBeHidden();
  await expect(list.getByRole('row').nth(1)).toContainText('feature_group.user_features');

  await list.getByRole('row').nth(1).click();
  const features = panelOf(page, 'feature_group.user_features');
  await features.getByRole('tab', { name: 'Columns' }).click();
  await features.getByRole('button', { name: /^spent/ }).click();
  const origin = features.getByRole('list', { name: 'Comes from' }).getByRole('button');
  await expect(origin).toHaveText([/transform\.clean_orders\.amount/, /source\.orders\.amount/]);
  await expect(page).toHaveURL(/column=spent/);
  await page.getByRole('radio', { name: 'Graph' }).click();
  await expect(cardOf(page, 'source.orders')).toBeVisible();
  await expect(cardOf(page, 'source.users')).toHaveAttribute('data-dimmed', 'true');
  await keepScreen(page, 'inspect-column');
  await origin.last().click();
  const orders = panelOf(page, 'source.orders');
  await expect(orders.getByRole('list', { name: 'Goes into' })).toContainText(
    'feature_group.user_features.spent',
  );
  await orders
    .getByRole('list', { name: 'Goes into' })
    .getByRole('button', { name: /user_features\.spent/ })
    .click();
  await expect(features).toBeVisible();
  await features.getByRole('tab', { name: 'SQL' }).click();
  await expect(features.getByRole('region', { name: 'SQL' })).toContainText('GROUP BY u.user_id');
  await features.getByRole('tab', { name: 'YAML' }).click();
  await expect(features.getByRole('region', { name: 'YAML' })).toContainText('kind: feature_group');

  const edge = features.getByRole('separator', { name: 'Width of the panel' });
  const before = (await features.boundingBox())!.width;
  await edge.press('ArrowLeft');
  await expect.poll(async () => (await features.boundingBox())!.width).toBe(before + 24);
  await page.setViewportSize({ width: 390, height: 780 });
  await keepScreen(page, 'inspect-panel-narrow');
  expect(errors).toEqual([]);
});

test('an edit is explained, planned, planned again when files move, run, and compared', async ({
  page,
  dashboard,
  project,
}) => {
  test.slow();
  const errors = complaintsOf(page);
  await openGraph(page, dashboard);
  await runChanged(page, 'succeeded');
  await expectStates(page, { Cached: 15 });
  const [firstRun] = await runsOf(project.dir);
  await project.edit(cleanUsers, "'%@%'", "'%@%.%'");
  await expect(page.getByText('transform.clean_users changed: SQL')).toBeVisible();
  await expect(page.getByText(cleanUsers, { exact: true })).toBeVisible();
  await expectStates(page, { Changed: 1, 'Upstream changed': 5, Cached: 9 });

  await cardOf(page, 'transform.clean_users').click();
  await panelOf(page, 'transform.clean_users')
    .getByRole('button', { name: 'Side by side' })
    .click();
  const diff = page.getByRole('dialog', { name: 'transform.clean_users' });
  await expect(
    diff.getByRole('table', { name: 'SQL' }).getByRole('row').filter({ hasText: "'%@%.%'" }),
  ).toContainText("'%@%'");
  await keepScreen(page, 'inspect-side-by-side');
  await page.keyboard.press('Escape');
  await expect(diff).toBeHidden();

  await cardOf(page, 'model.churn_model').click();
  const churn = panelOf(page, 'model.churn_model');
  const causes = churn.locator('section').filter({ hasText: 'Because of' }).getByRole('listitem');
  await expect(causes).toContainText(['transform.clean_users', 'feature_group.user_features']);
  await churn.getByRole('button', { name: 'Show on the graph' }).click();
  await expect(cardOf(page, 'source.orders')).toHaveAttribute('data-dimmed', 'true');
  await expect(cardOf(page, 'feature_group.user_features')).toHaveAttribute('data-dimmed', 'false');
  await keepScreen(page, 'inspect-cause');

  await page.keyboard.press('p');
  const plan = page.getByRole('dialog', { name: 'Plan: run what changed' });
  await expect(plan).toContainText(/6\s*to run/);
  await expect(plan).toContainText(/9\s*cached/);
  await expect(plan.getByText('seeknal run', { exact: true })).toBeVisible();
  await expect(plan.getByRole('button', { name: 'Run 6 nodes' })).toBeFocused();
  await expect(page).toHaveURL(/plan=/);
  await keepScreen(page, 'inspect-plan');
  await page.reload();
  await expectLive(page);
  await expect(plan).toContainText(/6\s*to run/);

  await project.edit(cleanOrders, 'o.amount > 0', 'o.amount > 1');
  await expect(plan.getByRole('status')).toContainText(/no longer holds.*clean_orders/);
  await expect(plan.getByRole('button', { name: /^Run \d+ nodes/ })).toBeDisabled();
  await keepScreen(page, 'inspect-plan-moved');
  await plan.getByRole('button', { name: 'Take the new plan' }).click();
  await expect(plan.getByRole('status')).toBeHidden();
  await expect(plan).toContainText(/9\s*to run/);
  await plan.getByRole('button', { name: 'Run 9 nodes' }).click();
  await expect(plan).toBeHidden();
  await expect(dockOf(page).getByRole('status')).toHaveText('Run succeeded', { timeout: 60_000 });
  await expectStates(page, { Cached: 15 });

  await project.remove('seeknal/exposures/feature_export.yml');
  await expectStates(page, { Removed: 1, Cached: 14 });
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: firstRun! }).click();
  const banner = page.getByRole('status').filter({ hasText: 'Compared with' });
  await expect(banner).toContainText('2 modified, 1 removed');
  await expect(page).toHaveURL(/base=run/);
  await expect(cardOf(page, 'exposure.feature_export')).toHaveAttribute(
    'data-freshness',
    'removed',
  );
  await keepScreen(page, 'inspect-compare');
  await banner.getByRole('button', { name: 'Back to the last run' }).click();
  await expect(banner).toBeHidden();
  await expect(page).not.toHaveURL(/base=/);

  await page.getByRole('button', { name: 'Close panel' }).click();
  await runByPalette(page, 'show as list');
  const list = page.getByRole('grid', { name: 'Nodes' });
  await expect(list).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await keepScreen(page, `inspect-list-${colorScheme}`);
    await runByPalette(page, 'plan everything');
    const all = page.getByRole('dialog', { name: 'Plan: run everything' });
    await expect(all.getByRole('button', { name: 'Run 14 nodes' })).toBeFocused();
    await expectAccessible(page);
    await keepScreen(page, `inspect-plan-${colorScheme}`);
    await page.keyboard.press('Escape');
    await expect(all).toBeHidden();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    await expectAccessible(page);
    await keepScreen(page, `inspect-palette-${colorScheme}`);
    await page.keyboard.press('Escape');
  }
  await page.setViewportSize({ width: 390, height: 780 });
  await keepScreen(page, 'inspect-list-narrow');
  await page.getByRole('radio', { name: 'Graph' }).click();
  await expect(page.getByLabel('Pipeline graph')).toBeVisible();
  await keepScreen(page, 'inspect-graph-narrow-dark');
  expect(errors).toEqual([]);
});

/** What goes wrong in the page itself from here on. */
function complaintsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return errors;
}

async function runByPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill(words);
  await page.keyboard.press('Enter');
}

async function runsOf(dir: string): Promise<string[]> {
  const files = await readdir(join(dir, '.seeknal', 'runs'));
  return files.filter((file) => file.endsWith('.ndjson')).map((file) => file.slice(0, -7));
}
