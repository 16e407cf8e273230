import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test, type Project } from './fixtures';
import {
  cardOf,
  dockOf,
  expectLive,
  keepScreen,
  makeFast,
  makeSlow,
  openGraph,
} from './graph-page';

const cleanUsers = 'transform.clean_users';
const file = 'seeknal/transforms/clean_users.yml';

function panelOf(page: Page) {
  return page.getByRole('complementary', { name: `${cleanUsers} in this run` });
}

test('one node of a run is cancelled alone, seen in two browsers, and retried', async ({
  page,
  browser,
  dashboard,
  project,
  seeknal,
}) => {
  // Three runs and two browsers.
  test.slow();
  // A past, so that the time that is left can be told.
  expect((await seeknal('run', '--project', project.dir)).code).toBe(0);
  await makeSlow(project);
  await openGraph(page, dashboard);
  await page.getByRole('button', { name: 'Run changed' }).click();
  await expect(cardOf(page, cleanUsers)).toHaveAttribute('data-status', 'running');
  await dockOf(page).getByRole('link', { name: 'Open run' }).click();

  const address = await test.step('the run tells how far it is', async () => {
    await expect(page.getByRole('heading', { name: 'Running' })).toBeVisible();
    const progress = page.getByLabel('Progress', { exact: true });
    await expect(progress).toContainText('0 / 6');
    await expect(progress).toContainText('Slots in use');
    await expect(progress).toContainText(/about .* ± /);
    await expect(page).toHaveTitle(/^\(0\/6\) Run /);
    return new URL(page.url()).pathname;
  });

  const other = await (await browser.newContext()).newPage();
  await other.goto(`${dashboard.url}${address}?tab=timeline`);
  await expect(other.getByRole('list', { name: 'Timeline' })).toContainText(cleanUsers);

  await test.step('what it executes can be read, after a reload too', async () => {
    await page.getByRole('button', { name: cleanUsers, exact: true }).click();
    await expect(panelOf(page).getByRole('region', { name: 'Statement that runs' })).toContainText(
      'COPY (',
    );
    await page.reload();
    await expectLive(page);
    await expect(panelOf(page).getByRole('region', { name: 'Statement that runs' })).toContainText(
      'COPY (',
    );
    await keepScreen(page, 'run-node-live');
  });

  await test.step('its end is the end of what reads it, and of nothing else', async () => {
    await panelOf(page)
      .getByRole('button', { name: `Cancel ${cleanUsers} alone` })
      .click();
    for (const one of [page, other]) {
      await expect(one.getByRole('heading', { name: 'Run failed' })).toBeVisible();
    }
    await expect(page).toHaveTitle(/^✗ Run /);
    await expect(panelOf(page)).toContainText('Stopped');
    const row = page.getByRole('table', { name: 'Results' }).getByRole('row');
    await expect(row.filter({ hasText: 'model.churn_model' })).toContainText(
      `upstream cancelled: ${cleanUsers}`,
    );
    await expect(row.filter({ hasText: 'Cached' })).toHaveCount(9);
  });
  await other.context().close();

  await test.step('Retry runs what was left undone, and only that', async () => {
    await makeFast(project);
    await page.getByRole('button', { name: 'Retry 6 nodes' }).click();
    await expect(page).not.toHaveURL(new RegExp(address));
    // What is as it was last built need not run again.
    await expect(page.getByRole('heading', { name: 'Run succeeded' })).toBeVisible();
  });
});

test('past runs are found, drawn, played back, compared and handed on', async ({
  page,
  dashboard,
  project,
  seeknal,
}) => {
  test.slow();
  await makeHistory(project, seeknal);
  await page.goto(`${dashboard.url}/runs`);
  const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row');

  await test.step('by what became of them, by node and by text; the address keeps it', async () => {
    await expect(rows).toHaveCount(4);
    await page
      .getByRole('group', { name: 'Filter by outcome' })
      .getByRole('button', { name: 'Failed' })
      .click();
    await expect(rows).toHaveCount(2);
    await expect(page).toHaveURL(/status=failed/);
    await page.reload();
    await expect(rows).toHaveCount(2);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('Node that ran').fill('source.users');
    await expect(rows).toHaveCount(3);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('searchbox', { name: 'Search runs' }).fill('--full');
    await expect(rows).toHaveCount(2);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'Duration' }).click();
    await expect(page.getByRole('columnheader', { name: 'Duration' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
  });

  await test.step('as trends, with a table for those who do not read charts', async () => {
    await page.getByRole('radio', { name: 'Trends' }).click();
    const failed = page.getByRole('figure', { name: 'Failed nodes' });
    await failed.getByRole('button', { name: 'Table' }).click();
    await expect(failed.getByRole('row')).toHaveCount(4);
    await expect(failed.getByRole('row').nth(1)).toContainText('1');
    await keepScreen(page, 'run-trends');
  });

  await test.step('as a grid that the arrow keys walk', async () => {
    await page.getByRole('radio', { name: 'Grid' }).click();
    const grid = page.getByRole('grid', { name: 'Runs and nodes' });
    await expect(grid.getByRole('gridcell')).toHaveCount(45);
    await grid.focus();
    for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('status').filter({ hasText: cleanUsers })).toContainText('Failed');
    await keepScreen(page, 'run-grid');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Run failed' })).toBeVisible();
  });

  await test.step('why a node failed: the line, its input, what was skipped, each try', async () => {
    const panel = panelOf(page);
    await expect(panel.locator('[data-offending]')).toContainText('no_such_column');
    await expect(panel.getByRole('link', { name: 'source.users' })).toHaveAttribute(
      'href',
      '/?node=source.users&tab=data',
    );
    await expect(panel.getByRole('button', { name: 'model.churn_model' })).toBeVisible();
    await panel.getByRole('radio', { name: 'Attempt 1' }).click();
    await expect(panel.getByRole('log')).toContainText('Attempt 1 failed');
    await panel.getByRole('radio', { name: 'Attempt 2' }).click();
    await expect(panel).not.toContainText('Attempt 1 failed');
    await keepScreen(page, 'run-node-failed');
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  });

  await test.step('the log is searched', async () => {
    await page.getByRole('tab', { name: /^Logs/ }).click();
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('retry');
    await expect(page.getByRole('status').filter({ hasText: 'line' })).toHaveText('1 line');
    await expect(page.getByRole('log').locator('mark')).toHaveText('Retry');
  });

  await test.step('the graph as it was is played back', async () => {
    await page.getByRole('tab', { name: 'Graph' }).click();
    await expect(cardOf(page, cleanUsers)).toHaveAttribute('data-status', 'failed');
    await page.getByRole('slider', { name: 'Moment of the run' }).fill('0');
    await expect(cardOf(page, cleanUsers)).toHaveAttribute('data-status', /queued|pending/);
    await page.getByRole('button', { name: 'Play the run back' }).click();
    await expect(cardOf(page, cleanUsers)).toHaveAttribute('data-status', 'running');
    await expect(cardOf(page, cleanUsers)).toHaveAttribute('data-status', 'failed');
    await keepScreen(page, 'run-playback');
  });

  await test.step('it is handed on as a report, a summary and a table', async () => {
    for (const [name, inside] of [
      ['Report (one HTML file)', 'Timeline of the run'],
      ['Execution summary (JSON)', '"failed_nodes": 1'],
      ['Results (CSV)', 'node_id,kind,status'],
    ] as const) {
      await page.getByRole('button', { name: 'Share' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name }).click();
      expect(await readFile(await (await download).path(), 'utf8')).toContain(inside);
    }
  });

  await test.step('it is compared with the run before it', async () => {
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('menuitem').first().click();
    const nodes = page.getByRole('table', { name: 'Nodes' });
    await expect(nodes.getByRole('row').nth(1)).toContainText(/Broke/);
    const row = nodes.getByRole('row').filter({ hasText: cleanUsers });
    await row.getByRole('button', { name: /2 fields changed/ }).click();
    await expect(nodes).toContainText('no_such_column');
    await keepScreen(page, 'run-compare');
    await row.getByRole('link', { name: cleanUsers }).click();
  });

  await test.step('a node has a story of its own', async () => {
    await expect(page.getByRole('heading', { name: cleanUsers })).toBeVisible();
    await expect(page.getByText('33.3 %')).toBeVisible();
    await expect(page.getByRole('table', { name: 'Executions' }).getByRole('row')).toHaveCount(3);
    await expect(page.getByText('changed: transform')).toHaveCount(1);
    await keepScreen(page, 'node-story');
  });

  await test.step('runs that are cleaned up leave the list that is open', async () => {
    await page.goto(`${dashboard.url}/runs`);
    await expectLive(page);
    await expect(rows).toHaveCount(4);
    const cleaned = await seeknal(
      ...['history', 'clean', '--keep-last', '1', '--yes', '--project', project.dir],
    );
    expect(cleaned.stdout).toContain('Removed 2 runs');
    await expect(rows).toHaveCount(2);
  });
});

/** Three runs: everything, everything again, and one in which clean_users fails twice. */
async function makeHistory(
  project: Project,
  seeknal: (...args: string[]) => Promise<{ readonly code: number }>,
): Promise<void> {
  expect((await seeknal('run', '--project', project.dir)).code).toBe(0);
  expect((await seeknal('run', '--full', '--project', project.dir)).code).toBe(0);
  await project.edit(file, 'IS NOT NULL', 'IS NOT NULL AND no_such_column > 0');
  await project.edit(file, 'name: clean_users', 'name: clean_users\nretry_delay: 0.3');
  const failed = await seeknal(
    ...['run', '--continue-on-error', '--retry', '1', '--project', project.dir],
  );
  expect(failed.code).toBe(1);
}
