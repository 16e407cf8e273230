/**
 * Times the command line beside other runners and beside the least that is possible: see README.md.
 * `npm run bench -- [--rounds N] [--sizes 10,100] [--peers make,ninja] [--only cached,changed] [--dir DIR] [--minutes N]`
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Goals } from './goals.mjs';
import { installPeers, leftOut } from './install-peers.mjs';
import {
  peakMegabytes,
  prepareOnce,
  runOnce,
  summary,
  timeInterleaved,
  which,
} from './measure.mjs';
import { printTimings } from './print-timings.mjs';
import { sampleFile, sampleText, writeCsvSample } from './runners/csv-sample.mjs';
import { peersIn } from './runners/peers.mjs';
import { seeknalFile, seeknalText, writeSeeknalProject } from './runners/seeknal-project.mjs';
import { graphOf, leafAndRoot, shapes } from './shapes.mjs';

/**
 * @import { BenchNode, Shape } from './shapes.mjs'
 * @import { Contestant, Timing } from './measure.mjs'
 */

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '10,100,1000,10000' },
    peers: { type: 'string', default: 'make,ninja,doit,turbo,wireit' },
    only: {
      type: 'string',
      default: 'cached,shapes,changed,full,first,resident,schedule,sample,journal',
    },
    dir: { type: 'string', default: join(tmpdir(), 'seeknal-bench') },
    minutes: { type: 'string', default: '40' },
  },
});
const rounds = Number(flags.rounds);
const sizes = flags.sizes.split(',').map(Number);
const wanted = new Set(flags.only.split(','));
const benchDir = dirname(fileURLToPath(import.meta.url));
const packageDir = dirname(benchDir);
const cli = join(packageDir, 'bin', 'seeknal.js');
const workDir = join(flags.dir, 'work');
const toolDir = join(flags.dir, 'tools');
const node = process.execPath;
const goals = new Goals();
/** Folders that are made already. */
const builtDirs = new Set();

rmSync(workDir, { recursive: true, force: true });
mkdirSync(workDir, { recursive: true });
await runOnce({ command: [node, join(packageDir, 'scripts', 'build-cli.mjs')] });
const library = await bundleLibrary();
installPeers(toolDir);
const peers = peersIn(toolDir, which).filter(({ name }) => flags.peers.split(',').includes(name));
const usable = peers.filter((peer) => peer.command(workDir) !== null);

const start = /** @type {const} */ ({ name: 'start (node -e 0)', command: [node, '-e', '0'] });
console.log(
  `Node ${process.versions.node}, ${rounds} interleaved rounds; ms of whole processes: min and median.`,
);
for (const { name } of peers.filter((peer) => !usable.includes(peer))) {
  console.log(`Left out: ${name}: it could not be installed here.`);
}
for (const sentence of leftOut) console.log(`Left out: ${sentence}.`);

const steps = {
  cached,
  shapes: otherShapes,
  changed,
  full,
  first,
  resident,
  schedule,
  sample,
  journal,
};
const endMs = performance.now() + Number(flags.minutes) * 60_000;
for (const [name, step] of Object.entries(steps)) {
  if (!wanted.has(name)) continue;
  if (performance.now() < endMs) await step();
  else goals.outOfTime(name);
}
goals.print();

/** All cached: what most runs are. */
async function cached() {
  for (const size of sizes) {
    const graph = graphOf('layered', size);
    const ours = await builtProject('layered', size);
    const floors = floorsOf(ours);
    const others = usable
      .filter((peer) => peer.mostNodes >= size)
      .map((peer) => peerOn(peer, graph, `layered-${size}`));
    const contestants = [
      start,
      floors.json,
      ...(size <= 1000 ? [floors.yaml] : []),
      ourRun(ours),
      ...others,
    ];
    for (const contestant of [...contestants, ...contestants]) await prepareOnce(contestant);
    const timings = await timeInterleaved(contestants, rounds);
    printTimings(`All cached, layered, ${size} nodes`, timings, 'floor-json');
    /** @type {[string, number | null][]} */
    const memory = [];
    for (const contestant of contestants)
      memory.push([contestant.name, await peakMegabytes(contestant)]);
    console.log(
      `  peak MB: ${memory.map(([name, mb]) => `${name} ${mb === null ? '-' : Math.round(Number(mb))}`).join(' · ')}`,
    );
    const [json, our] = ['floor-json', 'seeknal'].map((name) =>
      Number(memory.find(([other]) => other === name)?.[1] ?? NaN),
    );
    const row = size === 1000 ? '1' : size === 10_000 ? '2' : '1b';
    goals.ratio(
      row,
      `all cached ${size}, of floor-json`,
      size === 10_000 ? 1.25 : 1.15,
      timings,
      'seeknal',
      'floor-json',
    );
    if (size === 1000) {
      goals.ratio(row, 'all cached 1000, of turbo', 0.3, timings, 'seeknal', 'turbo');
      goals.ratio(row, 'all cached 1000, of doit', 0.45, timings, 'seeknal', 'doit');
    }
    if (size === 10_000)
      goals.ratio(row, 'all cached 10000, of ninja', 4, timings, 'seeknal', 'ninja');
    if (size === 10 || size === 100)
      goals.ratio(row, `all cached ${size}, of turbo`, 1.05, timings, 'seeknal', 'turbo');
    if (size >= 1000)
      goals.value('11', `peak memory ${size}, of floor-json`, 1.3, (our ?? NaN) / (json ?? NaN));
  }
}

async function otherShapes() {
  const projects = await Promise.all(
    shapes.map(async (shape) => ({ shape, dir: await builtProject(shape, 1000) })),
  );
  const contestants = projects.map(({ shape, dir }) => ({ ...ourRun(dir), name: shape }));
  for (const contestant of [...contestants, ...contestants]) await runOnce(contestant);
  const timings = await timeInterleaved(contestants, rounds);
  printTimings('All cached, 1000 nodes of other shapes', timings, 'layered');
  for (const shape of ['chain', 'fan-out'])
    goals.ratio('12', `all cached ${shape}, of layered`, 1.2, timings, shape, 'layered');
}

/** One leaf, one root: a node copies a file, through an executor of the project's own. */
async function changed() {
  const size = 1000;
  const graph = graphOf('layered', size);
  const { leaf, root, descendantsOfRoot } = leafAndRoot(graph);
  const dir = await copyingProject(graph, 'changed');
  const others = usable
    .filter((peer) => peer.mostNodes >= size)
    .map((peer) => ({ peer, ran: peerOn(peer, graph, 'changed') }));
  await runOnce(ourRun(dir));
  for (const { ran } of others) await prepareOnce(ran);
  const edit = { kind: 'step', edit: 0 };
  for (const [what, index, expected] of /** @type {const} */ ([
    ['leaf', leaf, 1],
    ['root', root, descendantsOfRoot],
  ])) {
    const editOurs = () => {
      edit.edit += 1;
      writeFileSync(join(dir, seeknalFile(graph, index)), seeknalText(graph, index, edit));
    };
    const contestants = [
      ...(what === 'leaf' ? [{ ...ourRun(dir), name: 'seeknal, nothing changed' }] : []),
      { ...ourRun(dir), prepare: editOurs },
      ...others.map(({ peer, ran }) => ({
        ...ran,
        prepare: (/** @type {number} */ round) =>
          writeFileSync(
            join(ran.dir, peer.inputOf(graph, index)),
            `${what} ${round} ${Math.random()}\n`,
          ),
      })),
    ];
    const timings = await timeInterleaved(
      contestants,
      what === 'root' ? Math.min(rounds, 3) : rounds,
    );
    printTimings(
      `One ${what} changed (${expected} to run), layered, ${size} nodes`,
      timings,
      'seeknal',
    );
    if (what === 'leaf')
      goals.ratio(
        '5',
        'one leaf changed, of nothing changed',
        1.3,
        timings,
        'seeknal',
        'seeknal, nothing changed',
      );
    editOurs();
    const ended = JSON.parse(
      (await runOnce({ command: [...ourRun(dir).command, '--json'] })).trim().split('\n').at(-1) ??
        '{}',
    );
    goals.equal(
      '6',
      `nodes that ran after a change of one ${what}`,
      expected,
      Number(ended.successful_nodes),
    );
  }
}

/** Every node runs. Ours twice: with a copy of a file a node, as the others, and with a SQL statement and a Parquet file each. */
async function full() {
  const size = 1000;
  const graph = graphOf('layered', size);
  const copies = await copyingProject(graph, 'full-copies');
  const real = join(workDir, 'full-real');
  writeSeeknalProject(real, graph);
  const contestants = [
    {
      ...ourRun(copies),
      name: 'seeknal, a copy a node',
      command: [...ourRun(copies).command, '--full'],
    },
    { ...ourRun(real), name: 'seeknal, DuckDB', command: [...ourRun(real).command, '--full'] },
    ...usable
      .filter(({ name, mostNodes }) => mostNodes >= size && name !== 'turbo')
      .map((peer) => {
        const ran = peerOn(peer, graph, 'full');
        return {
          ...ran,
          prepare: (/** @type {number} */ round) => {
            for (const [index] of graph.entries())
              writeFileSync(join(ran.dir, peer.inputOf(graph, index)), `${index} ${round}\n`);
          },
        };
      }),
  ];
  printTimings(
    `Full run, layered, ${size} nodes (turbo starts an npm a node and takes a minute: left out)`,
    await timeInterleaved(contestants, Math.min(rounds, 3)),
    'seeknal, a copy a node',
  );
}

/** The first look at a project: every YAML file is read and parsed. */
async function first() {
  const dir = join(workDir, 'first');
  writeSeeknalProject(dir, graphOf('layered', 1000));
  const floors = floorsOf(dir);
  const contestants = [
    floors.yaml,
    {
      name: 'seeknal',
      command: [node, cli, 'run', '--dry-run', '--quiet', '--project', dir],
      prepare: () => rmSync(join(dir, '.seeknal'), { recursive: true, force: true }),
    },
  ];
  const timings = await timeInterleaved(contestants, rounds);
  printTimings('First plan from 1000 YAML files, nothing cached', timings, 'floor-yaml');
  goals.ratio(
    '3',
    'first plan of 1000 files, of floor-yaml',
    1.15,
    timings,
    'seeknal',
    'floor-yaml',
  );
}

/** A process that stays, such as the dashboard: one file changed, what would run? */
async function resident() {
  for (const size of sizes.filter((each) => each >= 1000)) {
    const graph = graphOf('layered', size);
    const dir = await builtProject('layered', size);
    const answer = await inLibrary(['replan', dir, seeknalFile(graph, leafAndRoot(graph).leaf)]);
    const ours = summary('seeknal, resident', answer.took_ms);
    const ninja = usable.find(({ name }) => name === 'ninja');
    const ran = ninja === undefined ? [] : [peerOn(ninja, graph, `layered-${size}`)];
    for (const one of ran) await runOnce(one);
    const timings = [ours, ...(await timeInterleaved(ran, rounds))];
    printTimings(
      `Planned anew in a resident process, one file changed, ${size} nodes; ninja: its whole process, nothing changed`,
      timings,
      'seeknal, resident',
    );
    goals.ratio('4', `resident plan ${size}, of ninja`, 1, timings, 'seeknal, resident', 'ninja');
  }
}

/** Planner and scheduler alone, in one process, with empty nodes. */
async function schedule() {
  console.log(
    '\nPlanning and scheduling alone, empty nodes (us a node: plan, run in memory, run with every event and result on disk)',
  );
  /** @type {Record<string, number>} */
  const durable = {};
  for (const shape of shapes) {
    for (const size of [1000, 10_000, 100_000]) {
      const dir = join(workDir, `schedule-${shape}-${size}`);
      const inOneProcess = (/** @type {string} */ how) =>
        inLibrary(['schedule', shape, String(size), how, join(dir, how)]);
      const [memory, disk] = [await inOneProcess('memory'), await inOneProcess('durable')];
      const each = (/** @type {number} */ ms) => ((ms * 1000) / size).toFixed(1);
      console.log(
        `  ${shape.padEnd(8)} ${String(size).padStart(7)}  ${each(memory.plan_ms).padStart(8)} ${each(memory.run_ms).padStart(8)} ${each(disk.run_ms).padStart(8)}`,
      );
      if (shape === 'layered') durable[size] = disk.run_ms / size;
      if (size === 100_000)
        goals.equal(
          shape === 'layered' ? '7' : '12',
          `${shape} of 100000 completes`,
          size,
          disk.finished,
        );
    }
  }
  goals.value('7', 'overhead a node, ms, 1000 nodes, durable', 0.25, durable[1000] ?? NaN);
  goals.value(
    '7',
    'overhead a node, 10000 of 1000',
    1.3,
    (durable[10_000] ?? NaN) / (durable[1000] ?? NaN),
  );
}

/** Real work: 15 nodes over CSV files, a Parquet file a node. */
async function sample() {
  const dir = join(workDir, 'sample');
  // One that nobody edits meanwhile: what changes in the other must be planned for anew.
  const untouched = join(workDir, 'sample-untouched');
  writeCsvSample(dir);
  writeCsvSample(untouched);
  await oldEnoughToBeCached();
  const connect = {
    name: 'connect',
    command: [node, join(benchDir, 'floors', 'floor-duckdb.mjs'), 'connect'],
  };
  const script = {
    name: 'floor B',
    command: [node, join(benchDir, 'floors', 'floor-duckdb.mjs'), 'all', dir],
  };
  const run = ourRun(dir);
  const leaf = sampleFile('report');
  for (const each of [run, script, run, ourRun(untouched)]) await runOnce(each);
  await oldEnoughToBeCached();
  await runOnce(ourRun(untouched));
  let edit = 0;
  const timings = await timeInterleaved(
    [
      start,
      connect,
      script,
      { ...ourRun(untouched), name: 'seeknal, all cached' },
      { ...run, name: 'seeknal, full', command: [...run.command, '--full'] },
      {
        ...run,
        name: 'seeknal, leaf',
        prepare: () => writeFileSync(join(dir, leaf), sampleText('report', (edit += 1))),
      },
    ],
    rounds,
  );
  printTimings('15 nodes over CSV files of 100,000 rows', timings, 'floor B');
  goals.ratio('8', 'full run of the sample, of floor B', 1.15, timings, 'seeknal, full', 'floor B');
  goals.ratio('9', 'sample all cached, of start', 1.5, timings, 'seeknal, all cached', start.name);
  goals.ratio('10', 'sample, one leaf, of connect', 1.25, timings, 'seeknal, leaf', 'connect');
}

async function journal() {
  const answer = await inLibrary(['journal', '2000', join(workDir, 'journal')]);
  console.log(
    `\nA durable record of one node: ${answer.ours_ms.toFixed(3)} ms; append and fdatasync: ${answer.floor_ms.toFixed(3)} ms`,
  );
  goals.value('14', 'durable record, of append and fdatasync', 2, answer.ours_ms / answer.floor_ms);
}

/** @param {string} dir @returns {Contestant} */
function ourRun(dir) {
  return { name: 'seeknal', command: [node, cli, 'run', '--project', dir] };
}

/** @param {string} dir */
function floorsOf(dir) {
  const floor = (/** @type {string} */ name) => ({
    name,
    command: [node, join(benchDir, 'floors', `${name}.mjs`), dir],
  });
  return { json: floor('floor-json'), yaml: floor('floor-yaml') };
}

/**
 * A project in which everything is built and cached; made once for each graph.
 * @param {Shape} shape
 * @param {number} size
 */
async function builtProject(shape, size) {
  const dir = join(workDir, `seeknal-${shape}-${size}`);
  if (builtDirs.has(dir)) return dir;
  builtDirs.add(dir);
  writeSeeknalProject(dir, graphOf(shape, size));
  await inLibrary(['pretend', dir]);
  await oldEnoughToBeCached();
  return dir;
}

/**
 * A project whose nodes copy one small file, as those of the peers do, by an executor of its own.
 * @param {readonly BenchNode[]} graph
 * @param {string} name
 */
async function copyingProject(graph, name) {
  const dir = join(workDir, `seeknal-${name}`);
  writeSeeknalProject(dir, graph, { kind: 'step' });
  await runOnce({ command: [node, join(benchDir, 'floors', 'floor-duckdb.mjs'), 'one', dir] });
  const config = [
    "import { copyFile, mkdir } from 'node:fs/promises';",
    "import { dirname } from 'node:path';",
    "import { defineConfig } from 'seeknal-dag';",
    'const step = async (node, { projectDir, outputPath }) => {',
    '  await mkdir(dirname(outputPath), { recursive: true });',
    '  await copyFile(`${projectDir}/one.parquet`, outputPath);',
    '  return { row_count: 1 };',
    '};',
    'export default defineConfig({ executors: { step } });',
    '',
  ];
  writeFileSync(join(dir, 'seeknal.config.mjs'), config.join('\n'));
  return dir;
}

/** @param {import('./runners/peers.mjs').Peer} peer @param {readonly BenchNode[]} graph @param {string} name */
function peerOn(peer, graph, name) {
  const dir = join(workDir, `${peer.name}-${name}`);
  if (!builtDirs.has(dir)) {
    builtDirs.add(dir);
    peer.write(dir, graph);
  }
  return { name: peer.name, dir, cwd: dir, command: peer.command(dir) ?? [] };
}

/** What changed in the last two seconds is not taken from the parse cache. */
function oldEnoughToBeCached() {
  return new Promise((resolve) => setTimeout(resolve, 2200));
}

/** @param {readonly string[]} args */
async function inLibrary(args) {
  return JSON.parse(await runOnce({ command: [node, library, ...args] }));
}

async function bundleLibrary() {
  const { build } = await import('esbuild');
  // Where its packages are found.
  const outfile = join(packageDir, 'node_modules', '.cache', 'seeknal-bench', 'in-process.mjs');
  await build({
    entryPoints: [join(benchDir, 'in-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}
