import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import {
  cardOf,
  chooseByKey,
  dockOf,
  expectStates,
  keepScreen,
  openGraph,
  panelOf,
} from './graph-page';

const cleanUsers = 'seeknal/transforms/clean_users.yml';

test('the menu of a node runs it alone, with what it reads and with what reads it, by mouse and by keys', async ({
  page,
  dashboard,
  project,
}) => {
  test.slow();
  await openGraph(page, dashboard);
  await expectStates(page, { New: 15 });

  await test.step('by mouse: with what it reads', async () => {
    await cardOf(page, 'transform.clean_orders').click({ button: 'right' });
    await keepScreen(page, 'node-menu');
    await page.getByRole('menuitem', { name: 'Run with upstream…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run 4 nodes' }).click();
    await expectRunOf(page, '4 success');
    await expectStates(page, { New: 11, Cached: 4 });
    await expectBuilt(page, ['transform.clean_orders', 'source.orders', 'source.payments']);
    await expect(cardOf(page, 'source.users')).toHaveAccessibleName(/, new/);
  });

  await test.step('by keys: with what it reads and what reads it', async () => {
    await cardOf(page, 'feature_group.order_features').focus();
    await chooseByKey(page, 'Run with both…');
    await expect(page.getByRole('dialog')).toContainText(/5\s*to run/);
    await expect(page.getByRole('button', { name: 'Run 5 nodes' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expectRunOf(page, '5 success');
    await expectStates(page, { New: 10, Cached: 5 });
    await expectBuilt(page, ['feature_group.order_features']);
  });

  await test.step('by keys: it alone', async () => {
    await cardOf(page, 'source.users').focus();
    await chooseByKey(page, 'Run only this…');
    await expect(page.getByRole('button', { name: 'Run 1 node' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expectRunOf(page, '1 success');
    await expectStates(page, { New: 9, Cached: 6 });
    await expectBuilt(page, ['source.users']);
  });

  await test.step('by mouse: with what reads it, and what these lack is told', async () => {
    await cardOf(page, 'source.sessions').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Run with downstream…' }).click();
    const plan = page.getByRole('dialog');
    await expect(plan).toContainText('needs transform.clean_users, which was never built');
    await plan.getByRole('button', { name: 'Plan with its upstream' }).click();
    const run = plan.getByRole('button', { name: 'Run 11 nodes' });
    await expect(run).toBeEnabled();
    await run.click();
    await expectRunOf(page, '11 success');
    await expectBuilt(page, ['transform.user_sessions', 'model.churn_model']);
    await expectStates(page, { New: 3, Cached: 12 });
    await page.getByRole('button', { name: 'Run changed' }).click();
    await expectRunOf(page, '3 success');
  });

  await test.step('an edit on disk is on the graph within a second', async () => {
    await expectStates(page, { Cached: 15 });
    const delays: number[] = [];
    for (const [from, to, state] of [
      ["'%@%'", "'%@%.%'", 'changed'],
      ["'%@%.%'", "'%@%'", 'cached'],
      ["'%@%'", "'%@%.%'", 'changed'],
    ] as const) {
      const seenAt = await whenFreshness(page, 'transform.clean_users', state);
      const before = Date.now();
      await project.edit(cleanUsers, from, to);
      delays.push((await seenAt()) - before);
    }
    // The machine may be busy with something else once, not each time.
    expect(Math.min(...delays)).toBeLessThan(1000);
    await expectStates(page, { Changed: 1, 'Upstream changed': 5, Cached: 9 });
  });

  await test.step('what is selected stays in view when the window becomes narrow', async () => {
    for (const id of ['model.churn_model', 'source.orders']) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(`${dashboard.url}/?node=${id}`);
      await expect(panelOf(page, id)).toBeVisible();
      await expect(cardOf(page, id)).toBeInViewport();
      for (const width of [390, 360]) {
        await page.setViewportSize({ width, height: 740 });
        await expect.poll(() => isUncovered(page, id)).toBe(true);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        ).toBeLessThanOrEqual(0);
      }
      await keepScreen(page, `narrowed-${id}`);
    }
  });
});

async function expectRunOf(page: Page, count: string): Promise<void> {
  const dock = dockOf(page);
  await expect(dock.getByRole('status')).toHaveText('Run succeeded', { timeout: 60_000 });
  await expect(dock).toContainText(new RegExp(count.replace(' ', '\\s*')));
}

async function expectBuilt(page: Page, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await expect(cardOf(page, id)).toHaveAttribute('data-status', 'success');
    await expect(cardOf(page, id)).toHaveAttribute('data-freshness', 'cached');
  }
}

/** Watches a card from now on; the answer is when, by the clock of the machine, it first stood so. */
async function whenFreshness(
  page: Page,
  id: string,
  state: string,
): Promise<() => Promise<number>> {
  await page.evaluate(
    ([wanted, freshness]) => {
      const isSo = () =>
        document.querySelector(`[data-graph-card="${wanted}"][data-freshness="${freshness}"]`);
      const seen = new Promise<number>((resolve) => {
        new MutationObserver(() => {
          if (isSo() !== null) resolve(Date.now());
        }).observe(document.body, {
          subtree: true,
          childList: true,
          attributeFilter: ['data-freshness'],
        });
      });
      Object.assign(window, { seenAt: seen });
    },
    [id, state] as const,
  );
  return () => page.evaluate(() => (window as unknown as { seenAt: Promise<number> }).seenAt);
}

/** Whether all of a card can be seen: inside of the window, and nothing over its middle. */
function isUncovered(page: Page, id: string): Promise<boolean> {
  return cardOf(page, id).evaluate((card) => {
    const { left, right, top, bottom } = card.getBoundingClientRect();
    if (left < 0 || top < 0 || right > window.innerWidth || bottom > window.innerHeight)
      return false;
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return over !== null && card.contains(over);
  });
}
