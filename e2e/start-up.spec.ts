import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { cardOf, expectLive, openGraph, panelOf } from './graph-page';

/** What only other pages, or later clicks, need. By words that are in their code whatever it is packed into. */
const foreign = {
  codemirror: 'cm-editor',
  recharts: 'recharts-wrapper',
  cmdk: 'cmdk-group-heading',
  zod: 'invalid_union',
  'the panel of a node': 'Parts of the node',
  'the plan sheet': 'This plan no longer holds',
};

test('the server draws the graph, and the page takes over where a person has moved it to', async ({
  page,
  dashboard,
}) => {
  // In the terminal nobody speaks but the command itself.
  expect(dashboard.printed).toMatch(/^Seeknal dashboard: http/);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  let letThrough = (): void => undefined;
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(dashboard.url, { waitUntil: 'commit' });
  const first = page.locator('[data-first-picture]');
  await expect(first.locator('svg')).toBeVisible();
  await expect(first).toContainText('churn_model');
  await expect(first).toContainText('Never run');
  await expect(cardOf(page, 'model.churn_model')).toHaveCount(0);

  // No code of the page has run, and it moves: by wheel, and by hand.
  await page.mouse.move(640, 450);
  await page.mouse.wheel(0, -240);
  await expect(first).toHaveAttribute('data-view', /./);
  await page.mouse.down();
  await page.mouse.move(700, 480, { steps: 3 });
  await page.mouse.up();
  const view = await first.getAttribute('data-view');
  const [x = 0, y = 0, zoom = 0] = (view ?? '').split(' ').map(Number);

  letThrough();
  await expect(cardOf(page, 'model.churn_model')).toHaveCount(1);
  await expect(first).toHaveCount(0);
  await expectLive(page);
  const shown = await transformOf(page);
  expect(shown.x).toBeCloseTo(x, 0);
  expect(shown.y).toBeCloseTo(y, 0);
  expect(shown.zoom).toBeCloseTo(zoom, 3);
  expect(complaints).toEqual([]);
});

test('the graph stays where it is when the page takes over, and what was clicked on by then is opened', async ({
  page,
  dashboard,
  project,
  seeknal,
}) => {
  const first = page.locator('[data-first-picture]');
  /** Opens the page without its code; gives what lets the code come. */
  const openHeld = async (address: string): Promise<() => void> => {
    let letThrough = (): void => undefined;
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await page.unrouteAll();
    await page.route('**/_next/static/chunks/*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${dashboard.url}/${address}`, { waitUntil: 'commit' });
    await expect(first.locator('svg')).toBeVisible();
    return letThrough;
  };
  for (const address of ['', '?dir=TB', '?groups=kind&open=*']) {
    const letThrough = await openHeld(address);
    const before = await first.evaluate((place) => {
      const matrix = place.querySelector('svg')?.getScreenCTM();
      const { left, top } = place.getBoundingClientRect();
      if (matrix == null) throw new Error('There is no picture.');
      return { x: matrix.e - left, y: matrix.f - top, zoom: matrix.a };
    });
    letThrough();
    await expect(first).toHaveCount(0);
    const after = await transformOf(page);
    expect(after.x).toBeCloseTo(before.x, 0);
    expect(after.y).toBeCloseTo(before.y, 0);
    expect(after.zoom).toBeCloseTo(before.zoom, 3);
  }
  // Every icon of every card was there before the card, at its place and in its shape: before a first run, and after.
  for (const state of ['Never run', 'Cached']) {
    const letThrough = await openHeld('');
    await expect(first).toContainText(state);
    const before = await iconsOf(page, '[data-first-picture] g > g, [data-first-picture] svg > g');
    letThrough();
    await expect(first).toHaveCount(0);
    await expect(page.locator('[data-graph-card] use, [data-graph-card] svg')).toHaveCount(
      Object.values(before).flat().length,
    );
    const after = await iconsOf(page, '[data-graph-card]');
    expect(Object.keys(before)).toHaveLength(15);
    expect(Object.keys(after).toSorted()).toEqual(Object.keys(before).toSorted());
    for (const [name, icons] of Object.entries(after)) {
      const drawn = before[name] ?? [];
      expect(
        drawn.map(({ shape, colour }) => ({ shape, colour })),
        name,
      ).toEqual(icons.map(({ shape, colour }) => ({ shape, colour })));
      icons.forEach((icon, index) => {
        const far = ['x', 'y', 'width'] as const;
        for (const way of far) {
          expect(Math.abs(icon[way] - (drawn[index]?.[way] ?? NaN)), `${name} ${way}`).toBeLessThan(
            1,
          );
        }
      });
    }
    expect((await seeknal('run', '--project', project.dir)).code).toBe(0);
  }
  const letThrough = await openHeld('');
  await first.getByText('churn_model').click();
  letThrough();
  await expect(panelOf(page, 'model.churn_model')).toBeVisible();
});

test('the page of the graph brings no code that the graph does not need', async ({
  page,
  dashboard,
}) => {
  const html = await (await page.request.get(dashboard.url)).text();
  const urls = [...new Set(html.match(/\/_next\/static\/chunks\/[^"\\]+\.js(?=[\\"])/g))].filter(
    (url) => !html.includes(`<script src="${url}" noModule`),
  );
  expect(urls.length).toBeGreaterThan(5);
  let bytes = 0;
  for (const url of urls) {
    const code = await (await page.request.get(new URL(url, dashboard.url).href)).text();
    bytes += code.length;
    for (const [what, word] of Object.entries(foreign)) {
      expect(code.includes(word), `${what} in ${url}`).toBe(false);
    }
  }
  expect(bytes).toBeLessThan(1_250_000);
});

test('code is fetched when the graph has been painted, on every page and in a tab that nobody looks at', async ({
  page,
  dashboard,
}) => {
  for (const address of ['/', '/runs', '/nothing-here']) {
    await page.goto(dashboard.url + address);
    // A page counts as loaded before its code is asked for.
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => /\.js$/.test(name)),
    );
    const { painted, first } = await page.evaluate(() => ({
      painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
      first: Math.min(
        ...performance
          .getEntriesByType('resource')
          .filter(({ name }) => /\.js$/.test(name))
          .map(({ startTime }) => startTime),
      ),
    }));
    expect(first, address).toBeGreaterThanOrEqual(painted);
  }
  await page.addInitScript(() =>
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true }),
  );
  await page.goto(dashboard.url);
  await expectLive(page);
});

test('moving the view touches the canvas alone', async ({ page, dashboard }) => {
  await openGraph(page, dashboard);
  await expect(cardOf(page, 'model.churn_model')).toHaveCount(1);
  await page.evaluate(() => {
    const touched: string[] = [];
    Object.assign(window, { touched });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        if (element?.isConnected === true && element.closest('.react-flow') === null) {
          touched.push(element.outerHTML.slice(0, 120));
        }
      }
    }).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  await page.mouse.move(640, 720);
  await page.mouse.down();
  await page.mouse.move(500, 600, { steps: 10 });
  await page.mouse.up();
  for (let step = 0; step < 12; step += 1) await page.mouse.wheel(0, step < 6 ? -150 : 200);
  await expect.poll(async () => (await transformOf(page)).zoom).not.toBe(1);
  const touched = await page.evaluate(() => (window as unknown as { touched: string[] }).touched);
  // A label that tells how long ago something was may have gone on meanwhile.
  expect(touched.filter((text) => !text.includes('<time'))).toEqual([]);
});

async function transformOf(page: Page): Promise<{ x: number; y: number; zoom: number }> {
  return page.locator('.react-flow__viewport').evaluate((element) => {
    const { m41, m42, m11 } = new DOMMatrixReadOnly(getComputedStyle(element).transform);
    return { x: m41, y: m42, zoom: m11 };
  });
}

interface DrawnIcon {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Its strokes. */
  readonly shape: string;
  readonly colour: string;
}

/** By name of the card its icons, from left to right and from top to bottom, with where on the screen they are. */
function iconsOf(page: Page, cards: string): Promise<Record<string, DrawnIcon[]>> {
  return page.evaluate((selector) => {
    /** Its whole field: its bounding box would be that of its strokes. */
    const fieldOf = (icon: SVGUseElement) => {
      const matrix = icon.getScreenCTM() ?? new DOMMatrix();
      const place = new DOMPoint(icon.x.baseVal.value, icon.y.baseVal.value).matrixTransform(
        matrix,
      );
      return { x: place.x, y: place.y, width: icon.width.baseVal.value * matrix.a };
    };
    const found: Record<string, DrawnIcon[]> = {};
    for (const card of document.querySelectorAll(selector)) {
      const icons = [...card.querySelectorAll('use, svg')].map((icon) => {
        const drawn = document.querySelector(`${icon.getAttribute('href') ?? 'no-icon'} > svg`);
        const { x, y, width } =
          icon instanceof SVGUseElement ? fieldOf(icon) : icon.getBoundingClientRect();
        const shape = (drawn ?? icon).innerHTML;
        return { x, y, width, shape, colour: getComputedStyle(icon).color };
      });
      const words = [...card.querySelectorAll('text')].map(({ textContent }) => textContent);
      const id = card.getAttribute('data-graph-card');
      const name = id?.split('.')[1] ?? words.find((word) => /^[a-z_]+$/.test(word));
      if (icons.length > 0 && name !== undefined) found[name] = icons;
    }
    return found;
  }, cards);
}
