import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';
import {
  cardOf,
  chooseByKey,
  expectStates,
  keepScreen,
  openGraph,
  panelOf,
  runChanged,
} from './graph-page';

const cleanUsers = 'seeknal/transforms/clean_users.yml';

test('by keyboard the list does what the graph does: find, focus, path, plan, run, undo, and all of it in the address', async ({
  page,
  dashboard,
  project,
}) => {
  test.slow();
  await openGraph(page, dashboard);
  await runChanged(page, 'succeeded');
  await project.edit(cleanUsers, "'%@%'", "'%@%.%'");
  await expectStates(page, { Changed: 1, 'Upstream changed': 5, Cached: 9 });

  await test.step('a state of the legend is written into the selector, and taken out again', async () => {
    const legend = page.getByRole('group', { name: 'Filter by state' });
    const box = page.getByRole('combobox', { name: 'Find nodes' });
    await legend.getByRole('button', { name: 'Upstream changed' }).click();
    await expect(box).toHaveValue('state:stale');
    await legend.getByRole('button', { name: 'Changed 1' }).click();
    await expect(box).toHaveValue('state:stale state:modified');
    await expect(page.getByText('6 found')).toBeVisible();
    await expect(page).toHaveURL(/select=/);
    await legend.getByRole('button', { name: 'Upstream changed' }).click();
    await expect(box).toHaveValue('state:modified');
    await legend.getByRole('button', { name: 'Changed 1' }).click();
    await expect(box).toHaveValue('');
  });

  const rows = page.getByRole('grid', { name: 'Nodes' }).locator('[data-list-row]');
  await test.step('the list focuses on what is near, as the graph would', async () => {
    await pressUntil(page, 'g', page.getByRole('grid', { name: 'Nodes' }));
    await expect(rows).toHaveCount(15);
    await rowOf(page, 'transform.clean_users').focus();
    await chooseByKey(page, 'Focus on what is near');
    // Itself, the one that it reads, the three that read it.
    await expect(rows).toHaveCount(5);
    await expect(page).toHaveURL(/focus=transform.clean_users/);
    await page.keyboard.press(']');
    await expect(rows).toHaveCount(7);
    await keepScreen(page, 'list-focus');
    await page.getByRole('button', { name: 'End focus' }).click();
    await expect(rows).toHaveCount(15);
  });

  await test.step('a path is selected, taken back and brought back', async () => {
    await rowOf(page, 'source.users').focus();
    await page.keyboard.press('Enter');
    await expect(panelOf(page, 'source.users')).toBeVisible();
    await rowOf(page, 'model.churn_model').focus();
    await page.keyboard.press('Shift+Enter');
    await expect(selectedRows(page)).toHaveCount(4);
    await page.keyboard.press('Control+z');
    await expect(selectedRows(page)).toHaveCount(1);
    await page.keyboard.press('Control+Shift+z');
    await expect(selectedRows(page)).toHaveCount(4);
    await page.reload();
    await expect(selectedRows(page)).toHaveCount(4);
    await page.keyboard.press('Escape');
    await expect(selectedRows(page)).toHaveCount(0);
  });

  await test.step('beside a panel the columns that matter less give way, whole, and nothing is cut off', async () => {
    const table = page.getByRole('grid', { name: 'Nodes' });
    const heads = table.getByRole('columnheader').filter({ hasNotText: 'Selected' });
    const all = 'State Node Reason Kind Last status Duration Rows Last run';
    const beside = 'State Node Reason Duration Rows Last run';
    const headed = (wanted: string) =>
      expect.poll(async () => (await heads.allTextContents()).join(' ')).toBe(wanted);
    await headed(all);
    await rowOf(page, 'transform.clean_users').click();
    await expect(panelOf(page, 'transform.clean_users')).toBeVisible();
    await headed(beside);
    await expect(table).toHaveAttribute('aria-colcount', '9');
    await expect(heads.last()).toHaveAttribute('aria-colindex', '9');
    expect(await cutOff(table)).toEqual([]);
    // What the rows are sorted by stays, and so does what a person has made room for.
    await openGraph(page, dashboard, '?view=list&node=transform.clean_users&sort=kind.asc');
    await headed('State Node Reason Kind Duration');
    await page.getByRole('button', { name: 'Columns; 3 have no room' }).focus();
    await page.keyboard.press('Enter');
    const wish = page.getByRole('menuitemcheckbox', { name: 'Reason' });
    await expect(page.getByRole('menuitemcheckbox', { name: 'Last run no room' })).toBeVisible();
    await expect(page.getByRole('menuitemcheckbox', { name: 'Node' })).toBeDisabled();
    // Letters look for items as long as a menu is open; none of them opens a plan.
    await page.keyboard.press('r');
    await expect(page.getByRole('menuitemcheckbox', { name: 'Rows' })).toBeFocused();
    await page.keyboard.press('r');
    await expect(wish).toBeFocused();
    await page.keyboard.press('Enter');
    await headed('State Node Kind Duration Rows Last run');
    expect(await cutOff(table)).toEqual([]);
    await keepScreen(page, 'list-columns');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    for (const width of [1024, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 720 });
      await expect.poll(() => cutOff(table), { message: String(width) }).toEqual([]);
    }
    await headed('Node State');
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.keyboard.press('Escape');
    await headed(all);
    await openGraph(page, dashboard, '?view=list');
  });

  await test.step('a run of a node with what it reads is planned from its row', async () => {
    await rowOf(page, 'feature_group.user_features').focus();
    await chooseByKey(page, 'Run with upstream…');
    const plan = page.getByRole('dialog', { name: /^Plan:/ });
    await expect(plan).toContainText(/9\s*to run/);
    await expect(plan.getByText('seeknal run --select', { exact: false })).toBeVisible();
    // On the row it is said what lies on the critical path.
    await expect(rowOf(page, 'feature_group.user_features')).toContainText('on the critical path');
    await expect(rowOf(page, 'model.churn_model')).not.toContainText('on the critical path');
    await page.keyboard.press('Escape');
    await expect(plan).toBeHidden();
  });

  await test.step('the tree has the same menu and the same states', async () => {
    await openGraph(page, dashboard, '?view=tree');
    const tree = page.getByRole('tree', { name: 'Nodes by folder' });
    const item = tree.getByRole('treeitem', { name: /^transform\.clean_users, changed/ });
    await item.focus();
    await chooseByKey(page, 'Focus on downstream');
    await expect(tree.locator('[data-tree-line*="."]')).toHaveCount(6);
    await page.goBack();
    await item.focus();
    await page.keyboard.press('Enter');
    await expect(panelOf(page, 'transform.clean_users')).toBeVisible();
    await keepScreen(page, 'tree-panel');
    await panelOf(page, 'transform.clean_users').getByRole('tab', { name: 'YAML' }).click();
    const fields = panelOf(page, 'transform.clean_users').locator('dl[aria-label="Fields"]');
    await expect(fields).toContainText('transform');
    await expect(fields).not.toContainText('retry_delay');
    await page.getByRole('button', { name: /more fields$/ }).click();
    await expect(fields).toContainText('retry_delay');
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});

test('what failed is found by keys, in the graph and in the list, and its log is near', async ({
  page,
  dashboard,
  project,
}) => {
  await project.edit(cleanUsers, '    city,', "    error('no city') AS city,");
  await openGraph(page, dashboard);
  await runChanged(page, 'failed');
  for (const view of ['graph', 'list']) {
    await openGraph(page, dashboard, `?view=${view}`);
    // How many others had begun by then is up to the moment.
    const states = page.getByRole('group', { name: 'Filter by state' });
    await expect(states.getByRole('button', { name: 'Failed last' })).toHaveText('Failed last1');
    await page.keyboard.press('n');
    await expect(panelOf(page, 'transform.clean_users')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('N');
    await expect(panelOf(page, 'transform.clean_users')).toBeVisible();
  }
  // Quicker than the address is written, as a hand is on a busy machine.
  await page.evaluate(() => {
    for (const key of ['Escape', 'n', 'l']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
  });
  await expect(page).toHaveURL(/\/runs\/.*tab=logs.*node=transform\.clean_users/);
  await expect(page.getByRole('tab', { name: 'Logs', selected: true })).toBeVisible();
});

test('a wrong value is told with those that there are, also in a pasted link', async ({
  page,
  dashboard,
}) => {
  await openGraph(page, dashboard, '?select=state:odd');
  const said = page.getByRole('status').filter({ hasText: '"odd" is not a state' });
  await expect(said).toContainText(/new, modified.*unchanged.*stale/);
  await expect(page.getByText('unknown value')).toBeVisible();
  await expect(cardOf(page, 'source.users')).toBeVisible();
  await said.getByRole('button', { name: 'Clear search' }).click();
  await expect(said).toBeHidden();
  await expect(page).not.toHaveURL(/select=/);
});

function rowOf(page: Page, id: string): Locator {
  return page.locator(`[data-list-row="${id}"]`);
}

/** Cells that stand out of the table to the right, or whose words stand out of them. */
function cutOff(table: Locator): Promise<string[]> {
  return table.evaluate((grid) => {
    const { right } = grid.getBoundingClientRect();
    return [...grid.querySelectorAll('[role=columnheader], [role=gridcell]')]
      .filter((cell) => !cell.textContent.startsWith('Selected'))
      .filter(
        (cell) =>
          cell.getBoundingClientRect().right > right + 1 || cell.scrollWidth > cell.clientWidth + 1,
      )
      .map((cell) => cell.textContent);
  });
}

function selectedRows(page: Page): Locator {
  return page.locator('[data-list-row][aria-selected="true"]');
}

async function pressUntil(page: Page, key: string, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 4 && !(await wanted.isVisible()); presses += 1) {
    await page.keyboard.press(key);
  }
  await expect(wanted).toBeVisible();
}
