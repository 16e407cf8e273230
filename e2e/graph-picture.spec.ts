import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { cardOf, expectStates, keepScreen, openGraph, panelOf, runChanged } from './graph-page';

const cleanUsers = 'seeknal/transforms/clean_users.yml';

test('groups open and close, merge their wires, and are in the address', async ({
  page,
  dashboard,
}) => {
  await openGraph(page, dashboard);
  const sources = page.locator('[data-graph-group="Source"]');
  await chooseFrom(page, 'Groups', 'Kind');
  await expect(sources).toBeVisible();
  await expect(sources).toHaveAccessibleName(/Group Source, 5 nodes: 5 new/);
  await expect(cardOf(page, 'source.users')).toHaveCount(0);
  await expect(page).toHaveURL(/groups=kind/);
  await keepScreen(page, 'groups-closed');

  // A click opens it; what stands beside it keeps its order.
  await sources.click();
  await expect(cardOf(page, 'source.users')).toBeVisible();
  await expect(page).toHaveURL(/open=source/);
  await expect(page.locator('[data-graph-group="Transform"]')).toBeVisible();
  await keepScreen(page, 'groups-open');
  await page.reload();
  await expect(cardOf(page, 'source.users')).toBeVisible();
  await page.getByRole('button', { name: 'Close group Source' }).click();
  await expect(sources).toBeVisible();
  // Going back undoes it.
  await page.goBack();
  await expect(cardOf(page, 'source.users')).toBeVisible();

  await chooseFrom(page, 'Groups', 'No groups');
  await expect(cardOf(page, 'model.churn_model')).toBeVisible();
  await expect(page).not.toHaveURL(/groups=/);
});

test('focus, direction and keys: what is near a node, from top to bottom, path and failed ones', async ({
  page,
  dashboard,
}) => {
  await openGraph(page, dashboard);
  await cardOf(page, 'transform.clean_users').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Focus on what is near' }).click();
  await expect(page).toHaveURL(/focus=transform.clean_users/);
  await expect(page.getByRole('group', { name: 'Focus' })).toContainText('transform.clean_users');
  await expect(page.getByRole('group', { name: 'Focus' })).toContainText('5 of 15 nodes');
  await expect(cardOf(page, 'transform.clean_users')).toHaveAccessibleName(/in focus/);
  await expect(cardOf(page, 'source.users')).toBeVisible();
  await expect(cardOf(page, 'source.orders')).toHaveCount(0);
  await expect(cardOf(page, 'model.churn_model')).toHaveCount(0);
  // One step more downstream, by key and by slider.
  await page.keyboard.press(']');
  await expect(cardOf(page, 'model.churn_model')).toBeVisible();
  await expect(page).toHaveURL(/down=2/);
  await page.getByRole('radio', { name: 'Upstream' }).click();
  await expect(cardOf(page, 'model.churn_model')).toHaveCount(0);
  await keepScreen(page, 'focus');
  await page.getByRole('button', { name: 'End focus' }).click();
  await expect(cardOf(page, 'source.orders')).toBeVisible();

  const [above, below] = [cardOf(page, 'source.users'), cardOf(page, 'transform.clean_users')];
  await page.getByRole('button', { name: 'Draw from top to bottom' }).click();
  await expect(page).toHaveURL(/dir=TB/);
  await expect
    .poll(async () => (await below.boundingBox())!.y - (await above.boundingBox())!.y)
    .toBeGreaterThan(0);
  await above.focus();
  await page.keyboard.press('ArrowDown');
  await expect(below).toBeFocused();
  await keepScreen(page, 'top-to-bottom');
  await page.goBack();
  await expect(page).not.toHaveURL(/dir=TB/);

  // From the one to the other, and everything between them.
  await cardOf(page, 'source.users').click();
  await cardOf(page, 'model.churn_model').click({ modifiers: ['Shift'] });
  await expect(selectedCards(page)).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(selectedCards(page)).toHaveCount(0);

  // A box.
  const first = (await cardOf(page, 'source.orders').boundingBox())!;
  const last = (await cardOf(page, 'source.users').boundingBox())!;
  await page.keyboard.down('Shift');
  await page.mouse.move(first.x - 12, first.y - 12);
  await page.mouse.down();
  await page.mouse.move(last.x + 30, last.y + 20, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(selectedCards(page)).toHaveCount(5);
});

test('a node that is added moves no other out of its row', async ({ page, dashboard, project }) => {
  await openGraph(page, dashboard);
  await expectStates(page, { New: 15 });
  // The view is the person's: it must stay where it is.
  await page.mouse.move(700, 650);
  await page.mouse.wheel(0, 60);
  const before = await placesOfCards(page);
  await project.write(
    'seeknal/transforms/late.yml',
    'kind: transform\nname: late\ninputs:\n  - ref: source.users\ntransform: SELECT * FROM source.users\n',
  );
  await expectStates(page, { New: 16 });
  await expect(cardOf(page, 'transform.late')).toHaveCount(1);
  const after = await placesOfCards(page);
  const cardHeight = 82 + 22;
  for (const [id, place] of before) {
    expect(after.get(id)!.x, id).toBe(place.x);
    expect(Math.abs(after.get(id)!.y - place.y), id).toBeLessThanOrEqual(2 * cardHeight);
  }
});

test('the graph is taken along as PNG, SVG and one page that opens offline', async ({
  page,
  dashboard,
  context,
}) => {
  await openGraph(page, dashboard);
  await runChanged(page, 'succeeded');
  const png = await exported(page, 'PNG, dark');
  expect(png.suggestedFilename()).toBe('corner-shop.png');
  const image = await bytesOf(png);
  expect(image.subarray(1, 4).toString()).toBe('PNG');
  // Twice as sharp as the screen, and not of one colour.
  const canvas = (await page.getByLabel('Pipeline graph').boundingBox())!;
  expect(Math.abs(image.readUInt32BE(16) - 2 * canvas.width)).toBeLessThanOrEqual(2);
  expect(Math.abs(image.readUInt32BE(20) - 2 * canvas.height)).toBeLessThanOrEqual(2);
  expect(image.length).toBeGreaterThan(20_000);
  const svg = (await bytesOf(await exported(page, 'SVG, light'))).toString();
  expect(svg).toContain('clean_users');
  expect(svg).not.toContain('var(');

  const file = await exported(page, 'HTML page that opens offline');
  const html = (await bytesOf(file)).toString();
  const offline = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  offline.on('request', (request) => asked.push(request.url()));
  offline.on('pageerror', (error) => complaints.push(error.message));
  await offline.goto(`file://${await file.path()}`).catch(() => undefined);
  await offline.setContent(html);
  await offline.getByRole('searchbox', { name: 'Find nodes' }).fill('churn');
  await expect(offline.getByText('1 found')).toBeVisible();
  await offline.getByRole('searchbox', { name: 'Find nodes' }).press('Enter');
  await expect(offline.getByRole('complementary')).toContainText('model.churn_model');
  await expect(offline.getByRole('complementary')).toContainText('"training"');
  const view = await offline.locator('svg').getAttribute('viewBox');
  await offline.mouse.move(500, 400);
  await offline.mouse.wheel(0, 300);
  await expect(offline.locator('svg')).not.toHaveAttribute('viewBox', view!);
  await keepScreen(offline, 'offline-page');
  expect(complaints).toEqual([]);
  expect(asked.filter((url) => url.startsWith('http'))).toEqual([]);
});

test('a selected node stays in view on a telephone, and tells its edit apart from its result', async ({
  page,
  dashboard,
  project,
}) => {
  await page.setViewportSize({ width: 390, height: 780 });
  await openGraph(page, dashboard);
  await runChanged(page, 'succeeded');
  await project.edit(cleanUsers, "'%@%'", "'%@%.%'");
  await expectStates(page, { Changed: 1, 'Upstream changed': 5, Cached: 9 });
  await page.goto(`${dashboard.url}/?node=transform.clean_users`);
  const card = cardOf(page, 'transform.clean_users');
  const panel = panelOf(page, 'transform.clean_users');
  await expect(panel).toBeVisible();
  await expect
    .poll(async () => {
      const [node, sheet] = [await card.boundingBox(), await panel.boundingBox()];
      return node !== null && sheet !== null && node.y >= 0 && node.y + node.height <= sheet.y;
    })
    .toBe(true);
  // What was edited is told beside how it fared.
  await expect(card.locator('[data-change-stripe]')).toHaveAttribute(
    'data-change-stripe',
    /solid|thin/,
  );
  await expect(card).toHaveAccessibleName(/changed, (not )?breaking/);
  await keepScreen(page, 'narrow-selected');
});

function selectedCards(page: Page) {
  return page.locator('[data-graph-card][aria-pressed="true"]');
}

/** Chooses from one of the menus above the graph. */
async function chooseFrom(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('toolbar', { name: 'Drawing' }).getByRole('button', { name: menu }).click();
  await page.getByRole('menuitemradio', { name: item, exact: true }).click();
}

async function exported(page: Page, item: string): Promise<Download> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
  return waiting;
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

/** Where each card stands in the graph's own pixels. */
async function placesOfCards(page: Page): Promise<Map<string, { x: number; y: number }>> {
  const places = await page.locator('.react-flow__node-card').evaluateAll((nodes) =>
    nodes.map((node) => {
      const [x = 0, y = 0] = /translate\(([-\d.]+)px,\s*([-\d.]+)px\)/
        .exec(node.getAttribute('style') ?? '')!
        .slice(1)
        .map(Number);
      return [node.getAttribute('data-id') ?? '', { x, y }] as const;
    }),
  );
  return new Map(places);
}
