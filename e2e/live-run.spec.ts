import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { RunEvent } from '../lib/events/run-event';
import { door, expect, test, type Project } from './fixtures';
import {
  cardOf,
  dockOf,
  expectLive,
  expectStates,
  keepScreen,
  makeSlow,
  openGraph,
} from './graph-page';

const runButtons = ['Run changed', 'Run all', 'Run selected'];

test.describe('a run that goes on', () => {
  test.beforeEach(({ project }) => makeSlow(project));

  test('goes on across a reload, and is told without gap or repetition', async ({
    page,
    dashboard,
    project,
  }) => {
    await openGraph(page, dashboard);
    const runId = await startSlowRun(page);
    await keepScreen(page, 'live-run');
    const before = await statusesOf(page);

    await page.reload();
    await expectLive(page);
    await expect(dockOf(page).getByRole('link', { name: 'Open run' })).toHaveAttribute(
      'href',
      `/runs/${runId}`,
    );
    await expect.poll(() => statusesOf(page)).toEqual(before);

    await forceStop(page);
    const events = await eventsOf(project, runId);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    expect(await statusesOf(page)).toEqual(statusesIn(events));
    // The same from the history alone, without anything heard live.
    await page.goto(`${dashboard.url}/runs/${runId}`);
    await expect(page.getByRole('heading', { name: 'Run stopped' })).toBeVisible();
    const finished = statusesIn(events);
    const results = page.getByRole('table', { name: 'Results' });
    await expect(results.getByRole('row').filter({ hasText: 'Success' })).toHaveCount(
      Object.values(finished).filter((status) => status === 'success').length,
    );
  });

  test('is the same in another browser, which can stop it', async ({
    page,
    browser,
    dashboard,
  }) => {
    const elsewhere = await (await browser.newContext()).newPage();
    await openGraph(elsewhere, dashboard);
    await openGraph(page, dashboard);
    await startSlowRun(page);
    await expect(cardOf(elsewhere, 'transform.clean_users')).toHaveAttribute(
      'data-status',
      'running',
    );
    await expect.poll(() => statusesOf(elsewhere)).toEqual(await statusesOf(page));
    await forceStop(elsewhere);
    await expect(dockOf(page).getByRole('status')).toHaveText('Run stopped');
    await elsewhere.context().close();
  });

  test('is refused a second one, and the buttons say why', async ({
    page,
    dashboard,
    project,
    seeknal,
  }) => {
    await openGraph(page, dashboard);
    const runId = await startSlowRun(page);
    for (const name of runButtons) {
      const button = page.getByRole('button', { name });
      await expect(button).toHaveAttribute('aria-disabled', 'true');
      await expect(button).toHaveAttribute(
        'title',
        'A run is going on. Wait for its end or stop it.',
      );
    }
    const second = await seeknal('run', '--project', project.dir);
    expect(second.code).toBe(1);
    expect(second.stdout + second.stderr).toContain(runId);
    await forceStop(page);
    await expect(page.getByRole('button', { name: 'Run changed' })).toBeEnabled();
  });

  test('is stopped at once by force: the node counts as stopped, not as failed', async ({
    page,
    dashboard,
  }) => {
    await openGraph(page, dashboard);
    await startSlowRun(page);
    await forceStop(page);
    await expect(cardOf(page, 'transform.clean_users')).toContainText('Cancelled');
    await expect(cardOf(page, 'source.users')).toHaveAttribute('data-status', 'success');
    await expect(cardOf(page, 'model.churn_model')).toHaveAttribute('data-status', 'blocked');
    await expectStates(page, { New: 6, Cached: 9 });
    await keepScreen(page, 'stopped-run');
  });

  test('appears live when a terminal has started it', async ({ page, dashboard, project }) => {
    await openGraph(page, dashboard, 'runs');
    await expect(page.getByText('No runs yet')).toBeVisible();
    const terminal = spawn(process.execPath, [door, 'run', '--project', project.dir], {
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => terminal.once('close', resolve));
    const row = page.getByRole('table', { name: 'Runs' }).getByRole('row').nth(1);
    await expect(row).toHaveText(/Running.*Terminal/);
    await expect(dockOf(page).getByRole('list', { name: 'Running nodes' })).toContainText(
      'transform.clean_users',
    );
    await forceStop(page);
    await expect(row).toHaveText(/Stopped.*Terminal/);
    expect(await ended).toBe(130);
  });
});

test('a run that is asked to stop lets its node finish and starts no other', async ({
  page,
  dashboard,
  project,
}) => {
  // Some seconds of work, so that the request comes while it runs.
  await project.edit(
    'seeknal/transforms/clean_users.yml',
    'IS NOT NULL',
    'IS NOT NULL AND (SELECT sum(a.range * b.range) FROM range(20000) a, range(25000) b) > 0',
  );
  await openGraph(page, dashboard);
  await startSlowRun(page);
  const dock = dockOf(page);
  await dock.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(dock.getByText('Stopping…')).toBeVisible();
  await expect(dock.getByRole('status').first()).toHaveText('Run stopped', { timeout: 60_000 });
  await expect(cardOf(page, 'transform.clean_users')).toHaveAttribute('data-status', 'success');
  await expect(cardOf(page, 'model.churn_model')).toHaveAttribute('data-status', 'blocked');
});

/** Starts a run and waits until the slow node is all that runs; gives the run's id. */
async function startSlowRun(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Run changed' }).click();
  await expect(cardOf(page, 'transform.clean_users')).toHaveAttribute('data-status', 'running', {
    timeout: 20_000,
  });
  await expect
    .poll(async () => Object.values(await statusesOf(page)).filter((one) => one === 'running'))
    .toHaveLength(1);
  const link = dockOf(page).getByRole('link', { name: 'Open run' });
  return ((await link.getAttribute('href')) ?? '').replace('/runs/', '');
}

async function forceStop(page: Page): Promise<void> {
  const dock = dockOf(page);
  await dock.getByRole('button', { name: 'Stop', exact: true }).click();
  await dock.getByRole('button', { name: 'Force stop' }).click();
  await expect(dock.getByRole('status').first()).toHaveText('Run stopped', { timeout: 20_000 });
}

/** What the cards say of each node. */
function statusesOf(page: Page): Promise<Record<string, string>> {
  return page
    .locator('[data-graph-card]')
    .evaluateAll((cards) =>
      Object.fromEntries(
        cards.map((card) => [
          card.getAttribute('data-graph-card') ?? '',
          card.getAttribute('data-status') ?? '',
        ]),
      ),
    );
}

/** What the cards should say of each node once these events have happened. */
function statusesIn(events: readonly RunEvent[]): Record<string, string> {
  const statuses: Record<string, string> = {};
  for (const event of events) {
    if (event.type === 'run_started') {
      for (const node of event.nodes) statuses[node.node_id] = 'blocked';
    }
    if (event.type !== 'node_finished') continue;
    const stopped = event.error?.code === 'cancelled';
    statuses[event.node_id] = stopped
      ? 'stopped'
      : event.status === 'skipped'
        ? 'blocked'
        : event.status;
  }
  return statuses;
}

async function eventsOf(project: Project, runId: string): Promise<RunEvent[]> {
  const text = await readFile(join(project.dir, '.seeknal', 'runs', `${runId}.ndjson`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
}
