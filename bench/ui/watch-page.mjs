/* global window, document, performance, HTMLElement, PerformanceObserver, requestAnimationFrame -- parts of it run in a page */
/**
 * @import { Page } from '@playwright/test'
 * @typedef {{
 *   readonly drawnMs: number | null,
 *   readonly usableMs: number | null,
 *   readonly wholeMs: number | null,
 *   readonly longestTaskMs: number | null,
 *   readonly frameP50Ms: number | null,
 *   readonly frameP95Ms: number | null,
 *   readonly heapMb: number | null,
 * }} Measured `drawnMs`: from navigation until the whole graph is on the screen; `usableMs`: until it also answers to the
 *   wheel; `wholeMs`: until every part of the page is there, so that cards can be chosen and buttons pressed. The longest
 *   task is that of all since the graph was drawn; frames are those of five seconds of moving and zooming the whole page.
 *   Null: not within the time.
 */

/**
 * Opens a page, waits for its graph, moves it about, and tells how it fared.
 * @param {Page} page
 * @param {{ url: string, kind: 'ours' | 'plain', patienceMs: number, screen: string | null }} how
 * @returns {Promise<Measured>}
 */
export async function watchPage(page, { url, kind, patienceMs, screen }) {
  await page.addInitScript(observe, kind);
  const nothing = {
    drawnMs: null,
    usableMs: null,
    wholeMs: null,
    longestTaskMs: null,
    frameP50Ms: null,
    frameP95Ms: null,
    heapMb: null,
  };
  const give = Date.now() + patienceMs;
  try {
    await page.goto(url, { waitUntil: 'commit', timeout: patienceMs });
    await page.waitForFunction(() => window.bench.drawnMs !== null, null, {
      timeout: Math.max(1, give - Date.now()),
      polling: 25,
    });
    // Usable is what answers: the wheel moves the picture.
    await page.mouse.move(640, 400);
    const before = await transform(page);
    await page.mouse.wheel(0, -120);
    await page.waitForFunction((was) => window.bench.transform() !== was, before, {
      timeout: Math.max(1, give - Date.now()),
      polling: 10,
    });
    const usableMs = await page.evaluate(() => performance.now());
    await page.waitForFunction(() => window.bench.wholeMs !== null, null, {
      timeout: Math.max(1, give - Date.now()),
      polling: 25,
    });
    await page.evaluate((ms) => (window.bench.usableMs = ms), usableMs);
  } catch {
    return nothing;
  }
  await page.evaluate(() => window.bench.start());
  await moveAbout(page);
  if (screen !== null) {
    await page.keyboard.press('0');
    await page.waitForTimeout(1200);
    await page.screenshot({ path: screen });
  }
  return page.evaluate(() => window.bench.stop());
}

/** @param {Page} page */
function transform(page) {
  return page.evaluate(() => window.bench.transform());
}

/** Five seconds of what a person does: drags to and fro, zooms in and out. @param {Page} page */
async function moveAbout(page) {
  const until = Date.now() + 5000;
  for (let round = 0; Date.now() < until; round += 1) {
    await page.mouse.move(640, 620);
    await page.mouse.down();
    for (let step = 1; step <= 12 && Date.now() < until; step += 1) {
      await page.mouse.move(640 + (round % 2 === 0 ? 30 : -30) * step, 620 - 10 * step);
    }
    await page.mouse.up();
    for (let step = 0; step < 10 && Date.now() < until; step += 1) {
      await page.mouse.wheel(0, round % 4 < 2 ? -120 : 120);
      await page.waitForTimeout(16);
    }
  }
}

/** Runs in the page, before anything else. @param {'ours' | 'plain'} kind */
function observe(kind) {
  /** @type {number[]} */
  const frames = [];
  let longest = 0;
  let isMeasuring = false;
  /** What the server has drawn into the page, and what takes its place. */
  const firstPicture = () => document.querySelector('[data-first-picture] > div');
  const viewport = () => document.querySelector('.react-flow__viewport');
  const isWhole = () => {
    if (kind === 'plain') return document.querySelector('.react-flow__node') !== null;
    return (
      firstPicture() === null &&
      [...document.querySelectorAll('.react-flow canvas')].some(
        (canvas) => canvas instanceof HTMLElement && canvas.style.display === 'block',
      )
    );
  };
  const isDrawn = () => (firstPicture()?.getClientRects().length ?? 0) > 0 || isWhole();
  const bench = {
    /** @type {number | null} */
    drawnMs: null,
    /** @type {number | null} */
    usableMs: null,
    /** @type {number | null} */
    wholeMs: null,
    transform: () => (firstPicture() ?? viewport())?.getAttribute('style') ?? '',
    start: () => {
      isMeasuring = true;
      frames.length = 0;
    },
    stop: () => {
      const sorted = frames.toSorted((a, b) => a - b);
      const memory = /** @type {{ memory?: { usedJSHeapSize: number } }} */ (performance).memory;
      return {
        drawnMs: bench.drawnMs,
        usableMs: bench.usableMs,
        wholeMs: bench.wholeMs,
        longestTaskMs: longest,
        frameP50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? null,
        frameP95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? null,
        heapMb: memory === undefined ? null : memory.usedJSHeapSize / 2 ** 20,
      };
    },
  };
  Object.assign(window, { bench });
  let last = performance.now();
  const onFrame = () => {
    const now = performance.now();
    if (isMeasuring) frames.push(now - last);
    last = now;
    if (bench.drawnMs === null && isDrawn()) bench.drawnMs = now;
    if (bench.wholeMs === null && isWhole()) bench.wholeMs = now;
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      // What ends with the first picture is part of drawing it.
      if (bench.drawnMs !== null && startTime >= bench.drawnMs)
        longest = Math.max(longest, duration);
    }
  }).observe({ type: 'longtask' });
}
