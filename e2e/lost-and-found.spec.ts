import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { expect, startDashboard, test } from './fixtures';
import {
  cardOf,
  dockOf,
  expectLive,
  expectStates,
  keepScreen,
  openGraph,
  runChanged,
} from './graph-page';

const cleanUsers = 'seeknal/transforms/clean_users.yml';

test('a server that is gone is told of, and the page goes on by itself when it is back', async ({
  page,
  dashboard,
  project,
}) => {
  test.slow();
  await openGraph(page, dashboard);
  await expectStates(page, { New: 15 });
  await dashboard.stop();
  const banner = page.getByRole('alert').filter({ hasText: 'server does not answer' });
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await expect(banner).toContainText('seeknal ui');
  // What was there can still be read.
  await expect(cardOf(page, 'source.users')).toBeVisible();
  await keepScreen(page, 'lost-server');
  await expectAccessible(page);
  await project.remove('seeknal/exposures/feature_export.yml');
  const again = await startDashboard(project.dir, {}, dashboard.port);
  try {
    await expect(banner).toBeHidden({ timeout: 45_000 });
    await expectLive(page);
    // What changed meanwhile is there without a reload.
    await expectStates(page, { New: 14 });
  } finally {
    await again.stop();
  }
});

test('a part of the page whose code had not come when the server went comes when it is back', async ({
  page,
  dashboard,
  project,
}) => {
  test.slow();
  // A browser that is never idle long enough to fetch what only a click needs.
  await page.addInitScript(() => {
    const ask = window.requestIdleCallback.bind(window);
    window.requestIdleCallback = (act, options) =>
      (options?.timeout ?? 0) > 2000 ? 0 : ask(act, options);
  });
  await openGraph(page, dashboard);
  await expectLive(page);
  await dashboard.stop();
  await page.getByRole('radio', { name: 'List' }).click();
  const banner = page.getByRole('alert').filter({ hasText: 'server does not answer' });
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('status', { name: 'Loading' })).toBeVisible();
  const again = await startDashboard(project.dir, {}, dashboard.port);
  try {
    await expect(page.getByRole('row', { name: /churn_model/ })).toBeVisible({ timeout: 45_000 });
    await expect(banner).toBeHidden({ timeout: 45_000 });
  } finally {
    await again.stop();
  }
});

test('a plan is refused when the files have moved before the page heard of it, and asked for again', async ({
  page,
  dashboard,
  project,
  seeknal,
}) => {
  await holdableAnswers(page);
  await openGraph(page, dashboard);
  await runChanged(page, 'succeeded');
  await project.edit(cleanUsers, "'%@%'", "'%@%.%'");
  await expectStates(page, { Changed: 1, 'Upstream changed': 5, Cached: 9 });
  await page.keyboard.press('p');
  const plan = page.getByRole('dialog', { name: 'Plan: run what changed' });
  const run = plan.getByRole('button', { name: 'Run 6 nodes' });
  await expect(run).toBeFocused();

  // From here on nothing that the server tells by itself reaches the page: it is slow to hear.
  await page.evaluate(() => window.holdAnswers());
  await project.edit('seeknal/transforms/clean_orders.yml', 'o.amount > 0', 'o.amount > 1');
  await run.click();
  const said = plan.getByRole('status').filter({ hasText: 'no longer holds' });
  await expect(said).toContainText('transform.clean_orders changed');
  await expect(said).toContainText('Nothing was run');
  await keepScreen(page, 'plan-refused');
  await said.getByRole('button', { name: 'Take the new plan' }).click();
  await expect(said).toBeHidden();
  await page.evaluate(() => window.letAnswersCome());
  await plan.getByRole('button', { name: 'Run 9 nodes' }).click();
  await expect(dockOf(page).getByRole('status')).toHaveText('Run succeeded', { timeout: 60_000 });
  await expectStates(page, { Cached: 15 });

  // With all files gone the manifest is left, and page and command say so in the same words.
  expect((await seeknal('parse', '--project', project.dir)).stderr).toBe('');
  await rm(join(project.dir, 'seeknal'), { recursive: true });
  const problems = page.getByRole('region', { name: 'Problems in the project' });
  const words =
    /There is no node file under seeknal\/: the nodes are those of target\/manifest\.json of .+ UTC/;
  await expect(problems).toContainText(words);
  await expect(problems).toContainText('Bring the files back');
  await expectStates(page, { Cached: 15 });
  for (const command of ['run', 'list', 'plan', 'parse']) {
    const { code, stdout, stderr } = await seeknal(command, '--project', project.dir);
    expect(code, command).toBe(0);
    expect(`${stdout}${stderr}`, command).toMatch(words);
  }
});

test('without workers and without a store of its own the browser still draws the graph, and hears of edits', async ({
  page,
  dashboard,
  project,
}) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'Worker');
    Reflect.deleteProperty(window, 'indexedDB');
  });
  await openGraph(page, dashboard);
  await expect(page.locator('[data-graph-state="drawn"]')).toBeVisible();
  await expect(cardOf(page, 'model.churn_model')).toBeVisible();
  expect(await page.evaluate(() => [typeof Worker, typeof indexedDB])).toEqual([
    'undefined',
    'undefined',
  ]);
  const editedAt = Date.now();
  await project.write(
    'seeknal/transforms/late.yml',
    'kind: transform\nname: late\ninputs:\n  - ref: source.users\ntransform: SELECT * FROM source.users\n',
  );
  await expect(cardOf(page, 'transform.late')).toBeVisible();
  test
    .info()
    .annotations.push({ type: 'edit to card', description: `${Date.now() - editedAt} ms` });
  await expect(page.getByText('transform.late added')).toBeVisible();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Node transform.late' })).toBeVisible();
  expect(complaints).toEqual([]);
});

declare global {
  interface Window {
    holdAnswers: () => void;
    letAnswersCome: () => void;
  }
}

/** Lets a test hold back what comes on connections that are open already, as a slow line would. */
async function holdableAnswers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let requests = 0;
    let heldUpTo = 0;
    let waiting: (() => void)[] = [];
    window.holdAnswers = () => {
      heldUpTo = requests;
    };
    window.letAnswersCome = () => {
      heldUpTo = 0;
      for (const go of waiting) go();
      waiting = [];
    };
    const plain = window.fetch.bind(window);
    window.fetch = async (...request) => {
      requests += 1;
      const number = requests;
      const answer = await plain(...request);
      if (answer.body === null) return answer;
      const slow = new TransformStream<Uint8Array, Uint8Array>({
        transform: async (chunk, out) => {
          if (number <= heldUpTo) await new Promise<void>((go) => waiting.push(go));
          out.enqueue(chunk);
        },
      });
      const held = new Response(answer.body.pipeThrough(slow), answer);
      Object.defineProperty(held, 'url', { value: answer.url });
      return held;
    };
  });
}
