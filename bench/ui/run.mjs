/**
 * Times the graph page in a real browser, beside the same graph drawn by React Flow and dagre as their own examples do:
 * see ../README.md. `npm run bench:ui -- [--sizes 15,200,1000] [--dir DIR] [--skip-plain]`
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { usualBrowser } from '../../scripts/steps/find-browser.mjs';
import { installNpmPeers } from '../install-peers.mjs';
import { writeSeeknalProject } from '../runners/seeknal-project.mjs';
import { graphOf } from '../shapes.mjs';
import { bundlePlainPage } from './plain-page.mjs';
import { watchPage } from './watch-page.mjs';

/** @import { Measured } from './watch-page.mjs' */

const { values: flags } = parseArgs({
  options: {
    sizes: { type: 'string', default: '15,200,1000,5000,10000' },
    dir: { type: 'string', default: join(tmpdir(), 'seeknal-bench-ui') },
    'skip-plain': { type: 'boolean', default: false },
    screens: { type: 'string' },
  },
});
const packageDir = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const toolDir = join(flags.dir, 'tools');
/** A page that takes longer is cut there and counts as beaten. */
const patienceMs = 60_000;

mkdirSync(flags.dir, { recursive: true });
const hasDagre = !flags['skip-plain'] && installNpmPeers(toolDir, ['@dagrejs/dagre@3']);
const executablePath = usualBrowser();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
});
// The first page of a new browser pays for its start: that of neither side is counted.
if (hasDagre) await measurePlain(15);
const rows = [];
for (const size of flags.sizes.split(',').map(Number)) {
  rows.push({ size, what: 'seeknal', ...(await measureOurs(size)) });
  if (hasDagre) rows.push({ size, what: 'plain', ...(await measurePlain(size)) });
}
await browser.close();
print(rows);

/** @param {number} size */
async function measureOurs(size) {
  const folder = join(flags.dir, `project-${size}`);
  if (!existsSync(folder)) writeSeeknalProject(folder, graphOf('layered', size));
  const server = await startDashboard(folder);
  try {
    const started = performance.now();
    const page = await globalThis.fetch(`${server.url}/`);
    const firstMs = performance.now() - started;
    const bytes = (await page.arrayBuffer()).byteLength;
    const measured = await inPage(`${server.url}/`, 'ours', `seeknal-${size}`);
    return { ...measured, firstMs, bytes };
  } finally {
    server.stop();
  }
}

/** @param {number} size */
async function measurePlain(size) {
  const script = await bundlePlainPage({ packageDir, toolDir, nodes: graphOf('layered', size) });
  const style = readFileSync(join(packageDir, 'node_modules/@xyflow/react/dist/style.css'), 'utf8');
  const html = `<!doctype html><meta charset="utf-8"><style>${style} html,body,#root{height:100%;margin:0}</style><div id="root"></div><script src="/page.js"></script>`;
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : html);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    return await inPage(`http://127.0.0.1:${port}/`, 'plain', `plain-${size}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** @param {string} url @param {'ours' | 'plain'} kind @param {string} name @returns {Promise<Measured>} */
async function inPage(url, kind, name) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    return await watchPage(page, { url, kind, patienceMs, screen: screenOf(name) });
  } finally {
    await context.close();
  }
}

/** @param {string} name */
function screenOf(name) {
  if (flags.screens === undefined) return null;
  mkdirSync(flags.screens, { recursive: true });
  return join(flags.screens, `${name}.png`);
}

/** @param {string} folder @returns {Promise<{ url: string, stop: () => void }>} */
function startDashboard(folder) {
  const child = spawn(
    process.execPath,
    [join(packageDir, 'bin', 'seeknal.js'), 'ui', '--project', folder, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  return new Promise((resolve, reject) => {
    /** @param {Buffer} chunk */
    const read = (chunk) => {
      printed += chunk.toString();
      const url = /(http:\/\/\S+:\d+)/.exec(printed)?.[1];
      if (url !== undefined) resolve({ url, stop: () => child.kill('SIGINT') });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`The dashboard did not start:\n${printed}`)));
  });
}

/** @param {readonly ({ size: number, what: string, firstMs?: number, bytes?: number } & Measured)[]} measured */
function print(measured) {
  const columns = [
    ['nodes', (row) => row.size],
    ['page', (row) => row.what],
    ['drawn ms', (row) => row.drawnMs ?? `> ${patienceMs}`],
    ['usable ms', (row) => row.usableMs],
    ['whole ms', (row) => row.wholeMs],
    ['longest task after ms', (row) => row.longestTaskMs],
    ['frame p50 ms', (row) => row.frameP50Ms],
    ['frame p95 ms', (row) => row.frameP95Ms],
    ['heap MB', (row) => row.heapMb],
    ['page KB', (row) => (row.bytes === undefined ? null : row.bytes / 1024)],
  ];
  console.log(columns.map(([name]) => String(name).padStart(name.length + 2)).join(''));
  for (const row of measured) {
    const cells = columns.map(([name, of]) => {
      const value = of(row);
      const text = typeof value === 'number' ? String(Math.round(value)) : String(value ?? '-');
      return text.padStart(name.length + 2);
    });
    console.log(cells.join(''));
  }
  if (flags.screens !== undefined) {
    writeFileSync(join(flags.screens, 'ui.json'), JSON.stringify(measured, null, 2));
  }
}
