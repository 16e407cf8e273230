import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { expect, type Dashboard, type Project } from './fixtures';

/** What the next run would do with a node, in the words of the page. */
export type Freshness =
  'New' | 'Changed' | 'Upstream changed' | 'Failed last' | 'Cached' | 'Broken' | 'Removed';

/** Opens the graph and waits until it hears of changes. */
export async function openGraph(page: Page, dashboard: Dashboard, query = ''): Promise<void> {
  await page.goto(`${dashboard.url}/${query}`);
  await expectLive(page);
}

/** From here on the page hears of all that happens. */
export async function expectLive(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
}

export function cardOf(page: Page, id: string): Locator {
  return page.locator(`[data-graph-card="${id}"]`);
}

export function panelOf(page: Page, id: string): Locator {
  return page.getByRole('complementary', { name: `Node ${id}` });
}

/** Progress of the run that goes on, results of the one that has just ended. */
export function dockOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Run progress' });
}

/** How many nodes the page says stand where; states that are not named have none. */
export async function expectStates(
  page: Page,
  wanted: Readonly<Partial<Record<Freshness, number>>>,
): Promise<void> {
  const states = page.getByRole('group', { name: 'Filter by state' }).getByRole('button');
  const told = Object.entries(wanted).map(
    ([state, count]) => `${state}${count.toLocaleString('en')}`,
  );
  await expect(states).toHaveText(told);
}

/** Which nodes have run under the eyes of the page: a card may run for one frame only. */
export async function watchRunningCards(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { nodesSeenRunning: seen });
    const look = (): void => {
      for (const card of document.querySelectorAll<HTMLElement>('[data-status="running"]')) {
        seen.add(card.dataset['graphCard'] ?? '');
      }
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributeFilter: ['data-status'],
    });
  });
  return () =>
    page.evaluate(() => [
      ...(window as unknown as { nodesSeenRunning: Set<string> }).nodesSeenRunning,
    ]);
}

/** Presses Run changed and waits until that run has ended so. */
export async function runChanged(page: Page, outcome: string): Promise<void> {
  await page.getByRole('button', { name: 'Run changed' }).click();
  await expect(dockOf(page).getByRole('status')).toHaveText(`Run ${outcome}`, { timeout: 60_000 });
}

/** Opens the menu of the node that has the focus, and takes an item, by keys. */
export async function chooseByKey(page: Page, item: string): Promise<void> {
  await page.keyboard.press('a');
  const wanted = page.getByRole('menuitem', { name: item });
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 20; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

const heavy = ' AND (SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b) > 0';
const cleanUsers = 'seeknal/transforms/clean_users.yml';

/** Makes clean_users work for minutes, if nobody ends it. */
export function makeSlow(project: Project): Promise<void> {
  return project.edit(cleanUsers, 'IS NOT NULL', `IS NOT NULL${heavy}`);
}

export function makeFast(project: Project): Promise<void> {
  return project.edit(cleanUsers, heavy, '');
}

const screens = fileURLToPath(new URL('../artefacts/screens', import.meta.url));

/** Keeps a picture of the page outside git, for people. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  await mkdir(screens, { recursive: true });
  await page.screenshot({ path: `${screens}/${name}.png`, animations: 'disabled' });
}
