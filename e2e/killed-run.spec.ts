import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunStarted } from '../lib/events/run-event';
import { expect, test, type Project } from './fixtures';
import {
  cardOf,
  dockOf,
  expectStates,
  keepScreen,
  makeFast,
  makeSlow,
  openGraph,
  runChanged,
} from './graph-page';

test('a run whose process is killed is shown as interrupted, and the next one goes on from there', async ({
  page,
  dashboard,
  project,
}) => {
  await makeSlow(project);
  await openGraph(page, dashboard);
  await page.getByRole('button', { name: 'Run changed' }).click();
  // All that does not wait for the slow node has finished.
  const finished = page.locator('[data-graph-card][data-status="success"]');
  await expect(finished).toHaveCount(9);
  const dock = dockOf(page);
  const address = (await dock.getByRole('link', { name: 'Open run' }).getAttribute('href')) ?? '';

  process.kill(await pidOf(project, address.replace('/runs/', '')), 'SIGKILL');
  await expect(dock.getByRole('status')).toHaveText('Run interrupted');
  await expect(cardOf(page, 'transform.clean_users')).toHaveAttribute('data-status', 'failed');
  await expectStates(page, { New: 6, Cached: 9 });
  await keepScreen(page, 'interrupted-run');
  expect((await fetch(dashboard.url)).status).toBe(200);

  await page.goto(dashboard.url + address);
  await expect(page.getByRole('heading', { name: 'Run interrupted' })).toBeVisible();
  await expect(page.getByText('the next run goes on from there')).toBeVisible();
  await keepScreen(page, 'interrupted-run-page');

  await makeFast(project);
  await openGraph(page, dashboard);
  await expectStates(page, { New: 6, Cached: 9 });
  await runChanged(page, 'succeeded');
  await expect(dock).toContainText('6success');
  await expect(dock).toContainText('9cached');
  await expectStates(page, { Cached: 15 });

  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByRole('row')).toHaveText([/Outcome/, /Succeeded/, /Interrupted/]);
});

/** The process that executes the run: its first event tells. */
async function pidOf(project: Project, runId: string): Promise<number> {
  const file = join(project.dir, '.seeknal', 'runs', `${runId}.ndjson`);
  const [first = ''] = (await readFile(file, 'utf8')).split('\n');
  const { pid } = (JSON.parse(first) as RunStarted).process;
  expect(pid).not.toBe(process.pid);
  return pid;
}
