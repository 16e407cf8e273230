import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOnce } from './measure.mjs';
import { writeSeeknalProject } from './runners/seeknal-project.mjs';
import { graphOf } from './shapes.mjs';

/**
 * @import { Goals } from './goals.mjs'
 * @import { BenchNode, Shape } from './shapes.mjs'
 * @import { Contestant } from './measure.mjs'
 * @import { Peer } from './runners/peers.mjs'
 */

const benchDir = dirname(fileURLToPath(import.meta.url));
const packageDir = dirname(benchDir);

/** The program that starts Node's programs here. */
export const node = process.execPath;
/** Our command line, as users have it. */
export const cli = join(packageDir, 'bin', 'seeknal.js');
/** The least that a command of Node can take. */
export const start = /** @type {const} */ ({
  name: 'start (node -e 0)',
  command: [node, '-e', '0'],
});

/** @param {string} name of a file in floors/, without its ending */
export function floorFile(name) {
  return join(benchDir, 'floors', `${name}.mjs`);
}

/** What the parts share: how often, how large, beside whom, and the projects that were made. */
export class Bench {
  /** Folders that are made already. */
  #built = new Set();
  /** In a process of its own: planner, scheduler and state without the command line. */
  #library = '';

  /**
   * @param {{
   *   readonly rounds: number,
   *   readonly sizes: readonly number[],
   *   readonly usable: readonly Peer[],
   *   readonly workDir: string,
   *   readonly goals: Goals,
   * }} settings
   */
  constructor({ rounds, sizes, usable, workDir, goals }) {
    this.rounds = rounds;
    this.sizes = sizes;
    /** Peers that could be installed. */
    this.usable = usable;
    this.workDir = workDir;
    this.goals = goals;
  }

  /** An empty folder to work in, and our code as it is now. */
  async prepare() {
    rmSync(this.workDir, { recursive: true, force: true });
    mkdirSync(this.workDir, { recursive: true });
    await runOnce({ command: [node, join(packageDir, 'scripts', 'build-cli.mjs')] });
    this.#library = await bundleLibrary();
  }

  /**
   * A project in which everything is built and cached; made once for each graph.
   * @param {Shape} shape
   * @param {number} size
   */
  async builtProject(shape, size) {
    const dir = join(this.workDir, `seeknal-${shape}-${size}`);
    if (this.#built.has(dir)) return dir;
    this.#built.add(dir);
    writeSeeknalProject(dir, graphOf(shape, size));
    await this.inLibrary(['pretend', dir]);
    await oldEnoughToBeCached();
    return dir;
  }

  /**
   * A project whose nodes copy one small file, as those of the peers do, by an executor of its own.
   * @param {readonly BenchNode[]} graph
   * @param {string} name
   */
  async copyingProject(graph, name) {
    const dir = join(this.workDir, `seeknal-${name}`);
    writeSeeknalProject(dir, graph, { kind: 'step' });
    await runOnce({ command: [node, floorFile('floor-duckdb'), 'one', dir] });
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

  /** @param {Peer} peer @param {readonly BenchNode[]} graph @param {string} name */
  peerOn(peer, graph, name) {
    const dir = join(this.workDir, `${peer.name}-${name}`);
    if (!this.#built.has(dir)) {
      this.#built.add(dir);
      peer.write(dir, graph);
    }
    return { name: peer.name, dir, cwd: dir, command: peer.command(dir) ?? [] };
  }

  /** @param {readonly string[]} args */
  async inLibrary(args) {
    return JSON.parse(await runOnce({ command: [node, this.#library, ...args] }));
  }
}

/** @param {string} dir @returns {Contestant} what a user would type */
export function ourRun(dir) {
  return { name: 'seeknal', command: [node, cli, 'run', '--project', dir] };
}

/** @param {string} dir */
export function floorsOf(dir) {
  const floor = (/** @type {string} */ name) => ({
    name,
    command: [node, floorFile(name), dir],
  });
  return { json: floor('floor-json'), yaml: floor('floor-yaml') };
}

/** What changed in the last two seconds is not taken from the parse cache. */
export function oldEnoughToBeCached() {
  return new Promise((resolve) => setTimeout(resolve, 2200));
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
