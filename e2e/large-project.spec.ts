import type { Page } from '@playwright/test';
import { expect, test, type Project } from './fixtures';
import { cardOf, expectStates, keepScreen, openGraph, panelOf } from './graph-page';

const widthOfLayer = 20;

for (const count of [300, 1000]) {
  test(`${String(count)} nodes are drawn, found and opened`, async ({
    page,
    dashboard,
    project,
  }) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    // Before the page is opened; the server itself is there already and hears of it.
    await writeNodes(project, count);

    await openGraph(page, dashboard);
    await expectStates(page, { New: count + 15 });
    // From far away nodes are painted, so that the page stays light; the whole graph is in view at first.
    await expect(page.locator('[data-graph-state="drawn"]')).toBeVisible();
    await expect.poll(() => coloursOnCanvas(page)).toBeGreaterThan(1);
    expect(await page.locator('[data-graph-card]').count()).toBeLessThan(250);
    await keepScreen(page, `large-${String(count)}`);

    // The last one by its name: the view goes to it and its card can be read.
    const last = `transform.step_${String(count - 1)}`;
    await page.getByRole('combobox', { name: 'Find nodes' }).fill(`step_${String(count - 1)}`);
    await expect(page.getByText('1 found')).toBeVisible();
    await page.getByRole('combobox', { name: 'Find nodes' }).press('Enter');
    await expect(panelOf(page, last)).toBeVisible();
    await expect(cardOf(page, last)).toBeInViewport();
    await expect(cardOf(page, last)).toContainText(`step_${String(count - 1)}`);
    await keepScreen(page, `large-${String(count)}-found`);

    // From node to node by its wires.
    const upstream = `transform.step_${String(count - 1 - widthOfLayer)}`;
    await panelOf(page, last).getByRole('button', { name: upstream }).click();
    await expect(panelOf(page, upstream)).toBeVisible();
    await expect(cardOf(page, upstream)).toBeInViewport();

    // Back to the whole, and what a run of it would take.
    await page.getByRole('button', { name: 'Close panel' }).click();
    await page.getByRole('button', { name: 'Clear search' }).click();
    await page.getByRole('button', { name: 'Show the whole graph' }).click();
    await expect.poll(() => page.locator('[data-graph-card]').count()).toBeLessThan(250);
    await page.getByRole('button', { name: 'Dry run' }).click();
    const plan = page.getByRole('dialog');
    await expect(plan).toContainText(`${(count + 15).toLocaleString('en')}to run`);
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
  });
}

/** Layers of transforms; each reads one of the layer before, and its neighbour too. */
async function writeNodes(project: Project, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const above = index - widthOfLayer;
      const inputs =
        above < 0
          ? ['source.users']
          : [`transform.step_${String(above)}`, `transform.step_${String(Math.max(0, above - 1))}`];
      await project.write(
        `seeknal/transforms/generated/step_${String(index)}.yml`,
        [
          'kind: transform',
          `name: step_${String(index)}`,
          'inputs:',
          ...new Set(inputs.map((input) => `  - ref: ${input}`)),
          'transform: |',
          `  SELECT * FROM ${inputs[0] ?? ''}`,
          '',
        ].join('\n'),
      );
    }),
  );
}

/** How many different colours the painted part of the graph has; 0 as long as nothing is painted. */
function coloursOnCanvas(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = [...document.querySelectorAll<HTMLCanvasElement>('.react-flow canvas')].find(
      (one) => one.style.display === 'block',
    );
    const context = canvas?.getContext('2d');
    if (canvas === undefined || context == null) return 0;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set<string>();
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] === 255) colours.add(data.subarray(i, i + 3).join());
    }
    return colours.size;
  });
}
