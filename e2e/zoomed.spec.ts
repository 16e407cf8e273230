import type { Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { expect, test } from './fixtures';
import { cardOf, expectStates, keepScreen, openGraph, panelOf } from './graph-page';

test('at 200 % nothing is cut off and all can be reached', async ({
  page,
  dashboard,
  seeknal,
  project,
}) => {
  expect((await seeknal('run', '--project', project.dir)).code).toBe(0);
  // What a browser makes of a window of 1280 by 800 when it is zoomed to twice the size.
  await page.setViewportSize({ width: 640, height: 400 });
  await openGraph(page, dashboard);
  await expectStates(page, { Cached: 15 });
  for (const query of ['', '?view=list', '?view=tree', '?node=model.churn_model']) {
    await page.goto(`${dashboard.url}/${query}`);
    await expect(page.getByRole('main')).toBeVisible();
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0);
    await keepScreen(page, `zoomed${query.replace(/\W+/g, '-')}`);
    await expectAccessible(page);
  }
  // The buttons that start a run can be scrolled to.
  const runAll = page.getByRole('button', { name: 'Run all' });
  await runAll.scrollIntoViewIfNeeded();
  await expect(runAll).toBeInViewport();
  await expect(panelOf(page, 'model.churn_model')).toBeInViewport();
});

test('no tool lies over a card, and the map leads where it is clicked', async ({
  page,
  dashboard,
}) => {
  await openGraph(page, dashboard);
  await expectStates(page, { New: 15 });
  await expect.poll(() => coveredCards(page)).toEqual([]);
  // Beside a panel the place is smaller.
  await page.goto(`${dashboard.url}/?node=source.users`);
  await expect(panelOf(page, 'source.users')).toBeVisible();
  await expect.poll(() => coveredCards(page)).toEqual([]);
  await keepScreen(page, 'nothing-covered');

  await page.goto(`${dashboard.url}/`);
  const users = cardOf(page, 'source.users');
  await expect(users).toBeVisible();
  // Near enough that not all is in view.
  for (let presses = 0; presses < 6; presses += 1) {
    await page.getByRole('button', { name: 'Zoom in' }).click();
  }
  const map = page.getByRole('img', { name: 'Map of the graph' });
  const { width, height } = (await map.boundingBox())!;
  await map.click({ position: { x: width * 0.88, y: height * 0.62 } });
  await expect(cardOf(page, 'model.churn_model')).toBeInViewport();
  await expect(users).not.toBeInViewport();
  await map.click({ position: { x: width * 0.12, y: height * 0.8 } });
  await expect(users).toBeInViewport();
  await page.keyboard.press('m');
  await expect(map).toBeHidden();
  await page.reload();
  await expect(users).toBeVisible();
  await expect(map).toBeHidden();
  // And z goes to what is selected.
  await users.click();
  await page.keyboard.press('0');
  await expect(cardOf(page, 'model.churn_model')).toBeInViewport();
  await page.keyboard.press('z');
  await expect.poll(async () => (await users.boundingBox())?.width ?? 0).toBeGreaterThan(240);
});

/** Cards over which a tool of the canvas lies. */
function coveredCards(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const tools = [
      ...document.querySelectorAll(
        '[role="toolbar"][aria-label="Drawing"] > *, .react-flow__panel',
      ),
    ].filter((tool) => !tool.classList.contains('react-flow__attribution'));
    return [...document.querySelectorAll<HTMLElement>('[data-graph-card]')].flatMap((card) => {
      const place = card.getBoundingClientRect();
      const isUnder = tools.some((tool) => {
        const over = tool.getBoundingClientRect();
        return (
          over.left < place.right &&
          over.right > place.left &&
          over.top < place.bottom &&
          over.bottom > place.top
        );
      });
      return isUnder ? [card.dataset['graphCard'] ?? ''] : [];
    });
  });
}
