import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page, Request } from '@playwright/test';
import { ownProcessIdentity } from '../lib/files/process-identity';
import { projectPaths } from '../lib/files/project-paths';
import { EventFileWriter } from '../lib/history/event-file';
import { startCutProxy } from './cut-proxy';
import { expect, startDashboard, test } from './fixtures';
import { cardOf, dockOf, expectLive, keepScreen, makeSlow, openGraph } from './graph-page';

const nodeCount = 1000;
const cuts = 100;

test('a connection that is cut 100 times, and a computer that sleeps, leave no gap in a run of 1,000 nodes', async ({
  page,
  dashboard,
  project,
}) => {
  test.setTimeout(240_000);
  const proxy = await startCutProxy(dashboard.port);
  const run = await beginRun(project.dir, 'long');
  // As when the network is back: no wait before the next try.
  await page.addInitScript(() => setInterval(() => dispatchEvent(new Event('online')), 20));
  await page.goto(`${proxy.url}/runs/long`);
  await expectLive(page);
  const done = page.getByLabel('Progress', { exact: true }).locator('dd').first();
  await expect(done).toHaveText(`0 / ${nodeCount}`);

  await test.step('cut', async () => {
    const perCut = 9;
    for (let index = 0; index < cuts; index += 1) {
      while (proxy.openCount() === 0) await wait(5);
      run.finishNodes(4);
      proxy.cut();
      run.finishNodes(perCut - 4);
      if (index % 10 === 9) {
        await expect(done).toHaveText(`${(index + 1) * perCut} / ${nodeCount}`);
        await expectLive(page);
      }
    }
  });

  await test.step('asleep', async () => {
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    run.finishNodes(50);
    proxy.cut();
    await wait(500);
    run.finishNodes(25);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await expect(done).toHaveText(`975 / ${nodeCount}`);
  });

  await run.end();
  await expect(page.getByRole('heading', { name: 'Run failed' })).toBeVisible();
  const watched = await allRows(page);
  expect(watched).toHaveLength(nodeCount);
  expect(watched.filter((row) => row.includes('Failed'))).toHaveLength(10);
  // The same from the history alone, without anything heard live.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Run failed' })).toBeVisible();
  expect(await allRows(page)).toEqual(watched);
  await proxy.close();
});

test('a server that is started again finds the run that went on without it, and the page finds the server', async ({
  page,
  context,
  project,
}) => {
  test.slow();
  await makeSlow(project);
  await context.grantPermissions(['notifications']);
  await page.addInitScript(recordNotes);
  const first = await startDashboard(project.dir);
  const proxy = await startCutProxy(first.port);
  await page.goto(proxy.url);
  await expectLive(page);
  await page.getByRole('button', { name: 'Run changed' }).click();
  await expect(cardOf(page, 'transform.clean_users')).toHaveAttribute('data-status', 'running');
  await dockOf(page).getByRole('link', { name: 'Open run' }).click();
  const runId = await page.getByRole('heading', { name: 'Running' }).evaluate(() => {
    return location.pathname.replace('/runs/', '');
  });

  await test.step('a note is asked for by a click, and not before', async () => {
    expect(await page.evaluate('window.askedForNotes')).toBe(0);
    await page.getByRole('button', { name: 'Tell me when runs end' }).click();
    await expect(page.getByRole('button', { name: 'Don’t tell me when runs end' })).toBeVisible();
    expect(await page.evaluate('window.askedForNotes')).toBe(1);
  });

  await test.step('the server goes, which the page says, and the run goes on', async () => {
    await first.stop();
    proxy.cut();
    await expect(
      page.getByText('does not answer').or(page.getByText('Reconnecting')).first(),
    ).toBeVisible();
    await keepScreen(page, 'server-gone');
  });

  const second = await startDashboard(project.dir);
  await test.step('with the server back the run is live again, and is stopped from here by keyboard', async () => {
    proxy.leadTo(second.port);
    await expectLive(page);
    const row = page.getByRole('table', { name: 'Results' }).getByRole('row');
    await expect(row.filter({ hasText: 'Running' })).toHaveCount(1);
    await page.evaluate('window.looksAway = true');
    await page.getByRole('button', { name: 'Stop', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Force stop' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Run stopped' })).toBeVisible();
    await expect(row.filter({ hasText: 'Running' })).toHaveCount(0);
    await expect(page).toHaveTitle(/^■ /);
  });

  await test.step('the note has come, and tells how the run ended', async () => {
    await expect.poll(() => page.evaluate('window.notes.length')).toBe(1);
    expect(await page.evaluate('window.notes[0].title')).toBe('Run stopped');
  });

  const lines = (await readFile(join(project.dir, '.seeknal', 'runs', `${runId}.ndjson`), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { seq: number; type: string });
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
  expect(lines.at(-1)?.type).toBe('run_finished');
  await second.stop();
  await proxy.close();
});

test('ten tabs hold one connection, and all see at once what a terminal runs', async ({
  page,
  context,
  dashboard,
  project,
  seeknal,
}) => {
  test.slow();
  const streams = new Set<Request>();
  // A tab that is closed says nothing of how its requests ended.
  const openStreams = (): number =>
    [...streams].filter((request) => !request.frame().page().isClosed()).length;
  context.on('request', (request) => {
    if (request.headers()['next-action'] !== undefined) streams.add(request);
  });
  context.on('requestfinished', (request) => streams.delete(request));
  context.on('requestfailed', (request) => streams.delete(request));
  await openGraph(page, dashboard, 'runs');
  const tabs = [page];
  while (tabs.length < 10) {
    const tab = await context.newPage();
    await openGraph(tab, dashboard, tabs.length % 2 === 0 ? 'runs' : '');
    tabs.push(tab);
  }
  await expect.poll(openStreams).toBe(1);

  const run = seeknal('run', '--project', project.dir);
  for (const tab of tabs) await expect(dockOf(tab)).toBeVisible();
  expect((await run).code).toBe(0);
  for (const tab of tabs) {
    await expect(dockOf(tab).getByRole('status').first()).toHaveText('Run succeeded');
  }
  await expect.poll(openStreams).toBe(1);

  await test.step('when the tab that holds it is closed, another takes over', async () => {
    await page.close();
    await expect.poll(openStreams).toBe(1);
    const last = tabs.at(-1)!;
    // At every frame: the run may be over between two looks of an expectation.
    const isRunning = last.waitForFunction(
      () =>
        document.querySelector('[aria-label="Run progress"] [role="status"]')?.textContent ===
        'Running',
    );
    const again = seeknal('run', '--full', '--project', project.dir);
    await isRunning;
    expect((await again).code).toBe(0);
    await expect(dockOf(last).getByRole('status').first()).toHaveText('Run succeeded');
    await expect.poll(openStreams).toBe(1);
  });
});

/** A run of 1,000 nodes whose events this test writes, at its own pace, as the process that executes one does. */
async function beginRun(dir: string, runId: string) {
  const file = await EventFileWriter.open(projectPaths(dir), runId);
  const ids = Array.from({ length: nodeCount }, (_, index) => `transform.n${index}` as const);
  file.append({
    type: 'run_started',
    project: 'long',
    trigger: 'cli',
    actor: 'ada',
    process: ownProcessIdentity(),
    request: {
      mode: 'full',
      types: [],
      nodes: [],
      exclude_tags: [],
      continue_on_error: true,
      retry: 0,
      parallel: 2,
    },
    manifest_hash: 'none',
    git_commit: null,
    nodes: ids.map((node_id) => ({
      node_id: node_id as never,
      kind: 'transform',
      tags: [],
      decision: 'run',
      reason: 'new',
    })),
  });
  let next = 0;
  return {
    finishNodes(count: number): void {
      for (const node_id of ids.slice(next, next + count)) {
        next += 1;
        const isBroken = next % 100 === 0;
        file.append({
          type: 'node_started',
          node_id: node_id as never,
          attempt: 1,
          index: next,
          total: nodeCount,
        });
        file.append({
          type: 'node_finished',
          node_id: node_id as never,
          status: isBroken ? 'failed' : 'success',
          duration: next / 100,
          attempts: 1,
          row_count: isBroken ? null : next,
          output_path: null,
          output_bytes: null,
          fingerprint: null,
          reason: null,
          error: isBroken ? { code: 'sql', message: `n${next} has no rows` } : null,
          metadata: {},
        });
      }
    },
    async end(): Promise<void> {
      this.finishNodes(nodeCount - next);
      file.append({
        type: 'run_finished',
        outcome: 'failed',
        total_nodes: nodeCount,
        changed_nodes: nodeCount,
        cached_nodes: 0,
        successful_nodes: nodeCount - 10,
        failed_nodes: 10,
        skipped_nodes: 0,
        total_duration: 10,
      });
      await file.close();
    },
  };
}

/** What the results say of each node: the table draws only what is in sight. */
function allRows(page: Page): Promise<string[]> {
  return page.getByRole('table', { name: 'Results' }).evaluate(async (table) => {
    const scroller = table.parentElement!;
    const texts = new Map<number, string>();
    const frame = (): Promise<unknown> =>
      new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (let top = 0; top < scroller.scrollHeight; top += 400) {
      scroller.scrollTop = top;
      await frame();
      for (const row of table.querySelectorAll('[role=row]')) {
        const index = Number(row.getAttribute('aria-rowindex'));
        if (index > 1) texts.set(index, row.textContent);
      }
    }
    return [...texts].sort(([a], [b]) => a - b).map(([, text]) => text);
  });
}

/** In the page: keeps the notes that it would show, and lets the test look away from it. */
function recordNotes(): void {
  const notes: { title: string }[] = [];
  Object.assign(window, { notes, askedForNotes: 0, looksAway: false });
  const page = window as unknown as { askedForNotes: number; looksAway: boolean };
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- the browser's is one
  class RecordedNote {
    static readonly permission = 'granted';
    static requestPermission(): Promise<string> {
      page.askedForNotes += 1;
      return Promise.resolve('granted');
    }
    constructor(title: string) {
      notes.push({ title });
    }
  }
  Object.assign(window, { Notification: RecordedNote });
  Object.defineProperty(document, 'visibilityState', {
    get: () => (page.looksAway ? 'hidden' : 'visible'),
  });
}
