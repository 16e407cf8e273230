/* global fetch, window, requestAnimationFrame, BroadcastChannel -- parts of it run in a page */
/**
 * Measures what runs cost those who watch them and look back at them: `node bench/runs/run.mjs
 * [--only latency,history,memory] [--runs 10000] [--nodes 200]`. Needs `npm run build` first; see README.md.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createJiti } from 'jiti';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: 'latency,history,memory' },
    runs: { type: 'string', default: '10000' },
    nodes: { type: 'string', default: '200' },
  },
});
const packageDir = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const jiti = createJiti(import.meta.url);
/** @param {string} path */
const lib = (path) => jiti.import(join(packageDir, 'lib', path));

const parts = { latency, history, memory };
for (const name of flags.only.split(',')) {
  const part = parts[/** @type {keyof typeof parts} */ (name)];
  if (part === undefined) throw new Error(`No part is called ${name}`);
  await part();
}

/** From the moment a node's end is written to the moment the page shows it, at several rates. */
async function latency() {
  const { chromium } = await import('@playwright/test');
  const { usualBrowser } = await import('../../scripts/steps/find-browser.mjs');
  const project = makeProject();
  const server = await startServer(project.dir);
  const browser = await chromium.launch({
    ...(usualBrowser() === undefined ? {} : { executablePath: usualBrowser() }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    for (const [rate, count] of /** @type {const} */ ([
      [1, 15],
      [100, 1000],
      [1000, 3000],
    ])) {
      const run = await openRun(project.dir, `rate${rate}`, count);
      const page = await browser.newPage();
      await page.goto(`${server.url}/runs/rate${rate}`);
      const done = page.getByLabel('Progress', { exact: true }).locator('dd').first();
      await done.waitFor();
      await done.evaluate((element) => {
        const seen = /** @type {[number, number][]} */ ([]);
        Object.assign(window, { seen });
        let last = -1;
        const look = () => {
          const now = Number.parseInt(element.textContent ?? '', 10);
          // After the frame in which it changed: that is when it can be seen.
          if (now !== last) seen.push([now, Date.now()]);
          last = now;
          requestAnimationFrame(look);
        };
        look();
        // The tab that follows the server tells the others: listening there says when news are in the browser.
        const heard = /** @type {[number, number][]} */ ([]);
        Object.assign(window, { heard });
        new BroadcastChannel('seeknal-live').onmessage = ({ data }) => {
          if (data.message?.type !== 'run_events') return;
          const ends = data.message.events.filter(
            (/** @type {any} */ event) => event.type === 'node_finished',
          );
          if (ends.length > 0) heard.push([(heard.at(-1)?.[0] ?? 0) + ends.length, Date.now()]);
        };
      });
      const [serverBefore, busySeconds] = [cpuSeconds(server.pid), await startBusySeconds(page)];
      const writtenAt = await run.finishNodes(rate);
      await page.waitForFunction(
        (wanted) => /** @type {any} */ (window).seen.at(-1)[0] >= wanted,
        count,
        { timeout: 60_000 },
      );
      const [inServer, inPage] = [cpuSeconds(server.pid) - serverBefore, await busySeconds()];
      const { seen, heard } = /** @type {Record<'seen' | 'heard', [number, number][]>} */ (
        await page.evaluate('({ seen: window.seen, heard: window.heard })')
      );
      print(
        `end of a node to the page, ${rate}/s (${count} nodes)`,
        delaysOf(writtenAt, seen),
        'ms',
      );
      print('  of which until it is in the browser', delaysOf(writtenAt, heard), 'ms');
      console.log(
        `  work: ${inServer.toFixed(1)} s of the server, ${inPage.toFixed(1)} s of the page; ${seen.length} frames`,
      );
      await run.end();
      await page.close();
    }
  } finally {
    await browser.close();
    await server.stop();
    project.remove();
  }
}

/**
 * How long after it was written each node's end was counted.
 *
 * @param {readonly number[]} writtenAt
 * @param {readonly [count: number, atMs: number][]} counted in order
 */
function delaysOf(writtenAt, counted) {
  let at = 0;
  return writtenAt.map((writtenMs, index) => {
    while (at < counted.length && (counted[at]?.[0] ?? Infinity) < index + 1) at += 1;
    return (counted[at]?.[1] ?? NaN) - writtenMs;
  });
}

/**
 * Tells how long the page has worked since then, in seconds.
 *
 * @param {import('@playwright/test').Page} page
 */
async function startBusySeconds(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0;
  };
  const before = await read();
  return async () => (await read()) - before;
}

/** @param {number} pid */
function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // User and system time, in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Queries of the dashboard over a long history in SQLite. */
async function history() {
  const [runs, nodes] = [Number(flags.runs), Number(flags.nodes)];
  const { openHistory } = /** @type {any} */ (await lib('history/open-history.ts'));
  const { projectPaths } = /** @type {any} */ (await lib('files/project-paths.ts'));
  const dir = mkdtempSync(join(tmpdir(), 'bench-history-'));
  const paths = projectPaths(dir);
  try {
    await (await openHistory(paths)).close();
    await fillHistory(paths.historyDatabase, runs, nodes);
    const store = await openHistory(paths);
    const all = { limit: 50, before: null, includeEmpty: false };
    const id = (/** @type {number} */ index) => `r${String(index).padStart(6, '0')}`;
    const ids = Array.from({ length: nodes }, (_, index) => `transform.n${index}`);
    const page = Array.from({ length: 25 }, (_, index) => id(runs - 1 - index));
    const queries = {
      'first page of runs': () => store.listRuns(all),
      'page in the middle': () => store.listRuns({ ...all, before: id(runs >> 1) }),
      'failed runs': () => store.listRuns({ ...all, filter: { outcomes: ['failed'] } }),
      'runs with a text': () => store.listRuns({ ...all, filter: { text: 'nobody' } }),
      'runs that executed a node': () =>
        store.listRuns({ ...all, filter: { nodeId: 'transform.n7' } }),
      'counts of runs that executed a node': () =>
        store.countRuns({ includeEmpty: false, filter: { nodeId: 'transform.n7' } }),
      'slowest runs': () => store.listRuns({ ...all, sort: 'duration' }),
      'counts by outcome': () => store.countRuns({ includeEmpty: false }),
      'one run with its nodes': () => store.getRun(id(runs >> 1)),
      'grid of 25 runs': () => store.grid(page),
      'last 300 executions of a node': () => store.nodeHistory('transform.n7', 300),
      'totals of a node': () => store.nodeTotals('transform.n7'),
      'usual durations of all nodes': () => store.pastDurations(ids, Date.now()),
    };
    for (const [name, query] of Object.entries(queries)) {
      const times = [];
      for (let round = 0; round < 40; round += 1) {
        const start = performance.now();
        await query();
        times.push(performance.now() - start);
      }
      print(`${name}, ${runs} runs of ${nodes} nodes`, times, 'ms');
    }
    await store.close();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What the server keeps in memory after 100 and after 1,000 runs that it followed. */
async function memory() {
  const project = makeProject();
  // With room, V8 lets garbage lie: what is kept could not be told from what is only not collected yet.
  const smallHeap = ['--max-old-space-size=110', '--max-semi-space-size=4'];
  const server = await startServer(project.dir, smallHeap);
  try {
    await fetch(`${server.url}/runs`);
    for (let index = 1; index <= 1000; index += 1) {
      const run = await openRun(project.dir, `m${String(index)}`, 50);
      await run.finishNodes(Infinity);
      await run.end();
      await wait(15);
      if (index % 300 === 100) {
        await wait(1500);
        console.log(`server after ${index} runs: ${residentMegabytes(server.pid)} MB`);
      }
    }
  } finally {
    await server.stop();
    project.remove();
  }
}

/** A copy of the sample that was never run. */
function makeProject() {
  const root = mkdtempSync(join(tmpdir(), 'bench-runs-'));
  const dir = join(root, 'shop');
  cpSync(join(packageDir, 'examples', 'corner-shop'), dir, {
    recursive: true,
    filter: (path) => !/corner-shop\/(target|\.seeknal)(\/|$)/.test(path),
  });
  return { dir, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/**
 * @param {string} dir
 * @param {readonly string[]} nodeFlags of the server's process
 */
async function startServer(dir, nodeFlags = []) {
  const door = join(packageDir, 'bin', 'seeknal.js');
  const child = spawn(
    process.execPath,
    [...nodeFlags, door, 'ui', '--project', dir, '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(String(signal ?? code)));
  });
  let isWanted = true;
  let printed = '';
  const url = /** @type {Promise<string>} */ (
    new Promise((resolve, reject) => {
      // Read to the end: a server that nobody listens to any more would go.
      child.stdout.on('data', (chunk) => {
        printed += String(chunk);
        const found = /(http:\/\/\S+:\d+)/.exec(printed)?.[1];
        if (found !== undefined) resolve(found);
      });
      void ended.then((how) => {
        reject(new Error(`The dashboard did not start: ${printed}`));
        if (!isWanted) return;
        console.error(`The dashboard ended by itself (${how}); what it printed:\n${printed}`);
        process.exit(1);
      });
    })
  );
  const stop = async () => {
    isWanted = false;
    child.kill('SIGINT');
    await ended;
  };
  return { url: await url, pid: child.pid ?? 0, stop };
}

/**
 * A run whose events this process writes, as the process that executes one does.
 *
 * @param {string} dir
 * @param {string} runId
 * @param {number} count of nodes
 */
async function openRun(dir, runId, count) {
  const { EventFileWriter } = /** @type {any} */ (await lib('history/event-file.ts'));
  const { ownProcessIdentity } = /** @type {any} */ (await lib('files/process-identity.ts'));
  const { projectPaths } = /** @type {any} */ (await lib('files/project-paths.ts'));
  const file = await EventFileWriter.open(projectPaths(dir), runId);
  const ids = Array.from({ length: count }, (_, index) => `transform.n${index}`);
  file.append({
    type: 'run_started',
    project: 'bench',
    trigger: 'cli',
    actor: 'bench',
    process: ownProcessIdentity(),
    request: {
      mode: 'full',
      types: [],
      nodes: [],
      exclude_tags: [],
      continue_on_error: false,
      retry: 0,
      parallel: 2,
    },
    manifest_hash: 'abc',
    git_commit: null,
    nodes: ids.map((node_id) => ({
      node_id,
      kind: 'transform',
      tags: [],
      decision: 'run',
      reason: 'new',
    })),
  });
  return {
    /** @param {number} rate nodes a second */
    async finishNodes(rate) {
      const writtenAt = [];
      const start = performance.now();
      for (const [index, node_id] of ids.entries()) {
        const dueMs = (index / rate) * 1000;
        while (performance.now() - start < dueMs) await wait(Math.min(5, dueMs));
        file.append({ type: 'node_started', node_id, attempt: 1, index: index + 1, total: count });
        file.append({
          type: 'node_finished',
          node_id,
          status: 'success',
          duration: 0.01,
          attempts: 1,
          row_count: 1,
          output_path: null,
          output_bytes: null,
          fingerprint: null,
          reason: null,
          error: null,
          metadata: {},
        });
        writtenAt.push(Date.now());
      }
      return writtenAt;
    },
    async end() {
      file.append({
        type: 'run_finished',
        outcome: 'success',
        total_nodes: count,
        changed_nodes: count,
        cached_nodes: 0,
        successful_nodes: count,
        failed_nodes: 0,
        skipped_nodes: 0,
        total_duration: 1,
      });
      await file.close();
    },
  };
}

/**
 * Rows as imports would leave them, made by SQLite itself. A tenth of the nodes runs in each run.
 *
 * @param {string} database
 * @param {number} runs
 * @param {number} nodes
 */
async function fillHistory(database, runs, nodes) {
  const { createClient } = await import('@libsql/client');
  const client = createClient({ url: `file:${database}` });
  const series = `WITH RECURSIVE r(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM r WHERE i < ${runs - 1})`;
  const ran = Math.ceil(nodes / 10);
  await client.executeMultiple(`BEGIN;
    ${series} INSERT INTO runs SELECT printf('r%06d', i), 'bench', 'cli', 'ada', CASE i % 9 WHEN 0 THEN 'full' ELSE 'incremental' END,
      CASE i % 50 WHEN 0 THEN 'failed' ELSE 'success' END, 1700000000000 + i * 60000, 1700000030000 + i * 60000,
      ${nodes}, ${ran}, ${nodes - ran}, ${ran}, CASE i % 50 WHEN 0 THEN 1 ELSE 0 END, 0, 10 + i % 37, NULL, 'abc', '', '{}', 9, 9 FROM r;
    ${series}, n(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM n WHERE j < ${nodes - 1})
      INSERT INTO node_runs (run_id, node_id, kind, position, decision, status, reason, attempts, run_started_at_ms,
        started_at_ms, finished_at_ms, duration, row_count, metadata)
      SELECT printf('r%06d', i), 'transform.n' || j, 'transform', j, CASE WHEN (i + j) % 10 = 0 THEN 'run' ELSE 'cached' END,
        CASE WHEN (i + j) % 10 = 0 THEN 'success' ELSE 'cached' END, 'unchanged', 1, 1700000000000 + i * 60000,
        NULL, NULL, (i + j) % 7, 1000, '{}' FROM r, n;
    COMMIT; ANALYZE;`);
  client.close();
}

/** @param {number} pid */
function residentMegabytes(pid) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1000);
}

/**
 * @param {string} name
 * @param {readonly number[]} values
 * @param {string} unit
 */
function print(name, values, unit) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
  console.log(`${name}: p50 ${at(0.5)} ${unit}, p95 ${at(0.95)} ${unit}, p99 ${at(0.99)} ${unit}`);
}
