import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';
import { cardOf, keepScreen, openGraph, panelOf } from './graph-page';

const cleanUsers = 'seeknal/transforms/clean_users.yml';

/** A view or a dialog, how it is reached, and what must be there before it is looked at. */
interface View {
  readonly name: string;
  readonly query?: string;
  readonly open?: (page: Page) => Promise<void>;
}

const panelTabs = ['overview', 'columns', 'data', 'quality', 'sql', 'yaml', 'config', 'runs'];

const views: readonly View[] = [
  { name: 'list', query: '?view=list' },
  { name: 'tree', query: '?view=tree' },
  { name: 'graph and list', query: '?view=both' },
  ...panelTabs.map((tab) => ({
    name: `panel, ${tab}`,
    query: `?node=transform.clean_users&tab=${tab}`,
  })),
  { name: 'side by side', query: '?node=transform.clean_users', open: openSideBySide },
  { name: 'groups', query: '?groups=kind&open=source' },
  { name: 'legend', open: (page) => legendOf(page).getByRole('button').first().click() },
  { name: 'filter', open: (page) => openMenu(page, 'Kind') },
  { name: 'group menu', open: (page) => openMenu(page, /^Group/) },
  { name: 'export menu', open: (page) => openMenu(page, /^Export/) },
  { name: 'compare menu', open: (page) => openDialog(page, 'Compare', 'Compare with') },
  { name: 'menu of a node', open: openNodeMenu },
  { name: 'command palette', open: (page) => openByKey(page, 'Control+k', 'Command palette') },
  { name: 'keys', open: (page) => openByKey(page, '?', 'Keyboard shortcuts') },
  { name: 'plan', open: openPlan },
  { name: 'run all', open: (page) => openDialog(page, 'Run all', /^Run all/) },
];

test('every view and every dialog of the graph page lets everybody in, and so do its bad days', async ({
  page,
  dashboard,
  project,
  seeknal,
}) => {
  // Some thirty views are examined, in both themes and widths by turns.
  test.setTimeout(420_000);
  expect((await seeknal('run', '--project', project.dir)).code).toBe(0);
  await project.edit(cleanUsers, "'%@%'", "'%@%.%'");

  for (const [index, { name, query = '', open }] of views.entries()) {
    await test.step(name, async () => {
      // All four looks of each view would take minutes and find the same: they take turns.
      await look(page, looks[index % looks.length]!);
      await openGraph(page, dashboard, query);
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      await open?.(page);
      await keepScreen(page, `open-${name.replace(/\W+/g, '-')}`);
      await expectOpenToAll(page);
    });
  }

  await test.step('a query that has answered', async () => {
    await look(page, looks[0]);
    await page.goto(`${dashboard.url}/sql?q=${encodeURIComponent('FROM source.users LIMIT 30')}`);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.getByText('30 rows')).toBeVisible();
    await expectOpenToAll(page);
    await look(page, looks[2]);
    await expectOpenToAll(page);
  });

  await test.step('a project with errors', async () => {
    await project.edit(cleanUsers, 'ref: source.users', 'ref: source.userz');
    await openGraph(page, dashboard);
    await expect(page.getByRole('region', { name: 'Problems in the project' })).toBeVisible();
    await examine(page, 'broken');
  });

  await test.step('an empty project', async () => {
    // What was built once would be drawn as gone.
    for (const folder of ['seeknal', 'target']) {
      await rm(join(project.dir, folder), { recursive: true });
    }
    await openGraph(page, dashboard);
    await expect(page.getByRole('heading', { name: 'corner-shop has no nodes yet' })).toBeVisible();
    await examine(page, 'empty');
  });

  await test.step('a server that does not answer', async () => {
    await dashboard.stop();
    await expect(page.getByRole('alert').filter({ hasText: 'does not answer' })).toBeVisible({
      timeout: 30_000,
    });
    await examine(page, 'lost');
  });
});

interface Look {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

const looks = [
  { width: 360, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const satisfies readonly Look[];

async function look(page: Page, { width, colorScheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}

/** The page as it is, narrow and wide, dark and light. */
async function examine(page: Page, name: string): Promise<void> {
  for (const one of looks.slice(0, 2)) {
    await look(page, one);
    await keepScreen(page, `open-${name}-${one.colorScheme}`);
    await expectOpenToAll(page);
  }
}

async function expectOpenToAll(page: Page): Promise<void> {
  await expectAccessible(page);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
}

function legendOf(page: Page) {
  return page.getByRole('group', { name: 'Filter by state' });
}

async function openMenu(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await expect(page.getByRole('menu')).toBeVisible();
}

async function openDialog(page: Page, button: string, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('dialog', { name })).toBeVisible();
}

async function openByKey(page: Page, key: string, name: string): Promise<void> {
  await page.keyboard.press(key);
  await expect(page.getByRole('dialog', { name })).toBeVisible();
}

async function openNodeMenu(page: Page): Promise<void> {
  await cardOf(page, 'transform.clean_users').focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('menuitem', { name: 'Copy id' })).toBeVisible();
}

async function openPlan(page: Page): Promise<void> {
  await page.keyboard.press('p');
  const plan = page.getByRole('dialog', { name: 'Plan: run what changed' });
  await expect(plan.getByRole('button', { name: 'Run 6 nodes' })).toBeEnabled();
  await plan.getByText('Options').click();
}

async function openSideBySide(page: Page): Promise<void> {
  const panel = panelOf(page, 'transform.clean_users');
  await panel.getByRole('button', { name: 'Side by side' }).click();
  await expect(page.getByRole('dialog', { name: 'transform.clean_users' })).toBeVisible();
}
