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

test('the whole task by keyboard: find a node, read it, plan, run, open the run', async ({
  page,
  dashboard,
}) => {
  await openGraph(page, dashboard);
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Find nodes' })).toBeFocused();
  await page.keyboard.type('clean_u');
  await expect(page.getByText('2 found')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(panelOf(page, 'transform.clean_users')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(panelOf(page, 'transform.clean_users')).toBeHidden();

  // One stop of the Tab key leads into the graph, arrows along its wires.
  await cardOf(page, 'transform.clean_users').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(cardOf(page, 'source.users')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary')).toBeHidden();

  await page.keyboard.press('r');
  const plan = page.getByRole('dialog', { name: 'Plan: run what changed' });
  await expect(plan.getByRole('button', { name: 'Run 15 nodes' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dock = dockOf(page);
  await expect(dock.getByRole('status')).toHaveText('Run succeeded', { timeout: 60_000 });
  await tabTo(page, 'Open run');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Run succeeded' })).toBeVisible();
  await tabTo(page, 'Results');
  // The next key is for the tab that has the focus, so each is pressed where the one before has led.
  for (const name of ['Graph', 'Timeline']) {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name })).toBeFocused();
  }
  await expect(page.getByRole('list', { name: 'Timeline' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nobody is kept out by the ${colorScheme} theme`, async ({ page, dashboard, project }) => {
    // Eight times the whole page is examined.
    test.slow();
    await page.emulateMedia({ colorScheme });
    await openGraph(page, dashboard);
    await expectStates(page, { New: 15 });
    await expectAccessible(page);
    await runChanged(page, 'succeeded');
    await expectStates(page, { Cached: 15 });
    await expectAccessible(page);
    await keepScreen(page, `${colorScheme}-graph`);

    await project.edit(cleanUsers, "'%@%'", "'%@%.%'");
    await expectStates(page, { Changed: 1, 'Upstream changed': 5, Cached: 9 });
    await cardOf(page, 'transform.clean_users').click();
    await expect(panelOf(page, 'transform.clean_users').getByText('What changed')).toBeVisible();
    await expectAccessible(page);
    await keepScreen(page, `${colorScheme}-panel`);
    await panelOf(page, 'transform.clean_users').getByRole('tab', { name: 'SQL' }).click();
    await expectAccessible(page);

    await page.keyboard.press('p');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await page.goto(`${dashboard.url}/runs`);
    await expectLive(page);
    await expectAccessible(page);
    await keepScreen(page, `${colorScheme}-runs`);
    await page.getByRole('table', { name: 'Runs' }).getByRole('link').first().click();
    await expect(page.getByRole('table', { name: 'Results' })).toBeVisible();
    await expectAccessible(page);
    await keepScreen(page, `${colorScheme}-run`);
  });
}

test('the theme is chosen by a button and kept', async ({ page, dashboard }) => {
  await openGraph(page, dashboard);
  await page.getByRole('button', { name: /^Theme: as the system/ }).click();
  await page.getByRole('button', { name: /^Theme: light/ }).click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
});

test('nothing is cut off on a telephone', async ({ page, dashboard, project }) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await openGraph(page, dashboard);
  await runChanged(page, 'succeeded');
  await project.edit(cleanUsers, "'%@%'", "'%@%.%'");
  await expectStates(page, { Changed: 1, 'Upstream changed': 5, Cached: 9 });
  await keepScreen(page, 'narrow-graph');
  await page.goto(`${dashboard.url}/?node=transform.clean_users`);
  await expect(panelOf(page, 'transform.clean_users').getByText('What changed')).toBeVisible();
  await keepScreen(page, 'narrow-panel');

  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoOverflow(page);
  await page.goto(`${dashboard.url}/runs`);
  await expectNoOverflow(page);
  await keepScreen(page, 'narrow-runs');
  await page.getByRole('table', { name: 'Runs' }).getByRole('link').first().click();
  await expect(page.getByRole('table', { name: 'Results' })).toBeVisible();
  await expectNoOverflow(page);
  await keepScreen(page, 'narrow-run');
  await openGraph(page, dashboard);
  await expectNoOverflow(page);
});

test('names, SQL, data and logs are shown as text, never as HTML', async ({
  page,
  dashboard,
  project,
}) => {
  const html = `<img src=x onerror="window.smuggled = true">`;
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  await project.edit(
    cleanUsers,
    'description: Accounts that can be written to, with tidy names',
    `description: '${html}'`,
  );
  await project.edit(cleanUsers, 'tags:\n', `tags:\n  - '${html}'\n`);
  await project.edit(cleanUsers, 'owner: data-team', `owner: '${html}'`);
  await project.edit(cleanUsers, '    city,', `    error('${html}') AS city,`);
  await openGraph(page, dashboard);
  await runChanged(page, 'failed');

  await expect(dockOf(page)).toContainText(html);
  await expect(cardOf(page, 'transform.clean_users')).toContainText(html);
  await cardOf(page, 'transform.clean_users').click();
  const panel = panelOf(page, 'transform.clean_users');
  await expect(panel.getByRole('region', { name: 'Error' })).toContainText(html);
  await expect(panel.getByText(html, { exact: true })).toHaveCount(3);
  for (const tab of ['SQL', 'YAML']) {
    await panel.getByRole('tab', { name: tab }).click();
    await expect(panel.getByRole('region', { name: tab })).toContainText(html);
  }
  await dockOf(page).getByRole('link', { name: 'Open run' }).click();
  await expect(page.getByRole('table', { name: 'Results' })).toContainText(html);
  await project.edit(cleanUsers, 'inputs:\n  - ref: source.users', `inputs:\n  - ref: '${html}'`);
  await page.getByRole('link', { name: 'Graph', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Problems in the project' })).toContainText(html);

  // Not merely stopped by the policy: there was never an image.
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  expect(refused).toEqual([]);
  expect(await page.evaluate(() => 'smuggled' in window)).toBe(false);
});

/** Presses Tab until what has this name has the focus, as somebody without a mouse would. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = page.locator(':focus');
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focused.count()) > 0 && (await focused.innerText()).trim() === name) return;
  }
  throw new Error(`Tab never reaches ${name}`);
}

async function expectNoOverflow(page: Page): Promise<void> {
  await expect(page.getByRole('main')).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
    .toBeLessThanOrEqual(0);
}
