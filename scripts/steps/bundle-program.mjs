/**
 * The command line as one file with V8's code cache beside it. Most runs have nothing to do, and what they
 * take is the time to load: finding, reading and compiling many small modules would be most of it.
 */
import { Buffer } from 'node:buffer';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { builtinModules, createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import vm from 'node:vm';

/** Small packages that every command needs. All others are loaded from node_modules when they are used. */
const bundled = [
  'commander',
  'picocolors',
  'write-file-atomic',
  'imurmurhash',
  'signal-exit',
  'p-retry',
  'is-network-error',
  'fastest-levenshtein',
];

/**
 * @param {typeof import('esbuild')} bundler
 * @param {string} packageDir
 * @param {string} outDir
 * @returns {Promise<{ path: string, contents: Uint8Array }[]>}
 */
export async function bundleProgram(bundler, packageDir, outDir) {
  const cliDir = join(outDir, 'cli');
  const shared = /** @type {const} */ ({
    absWorkingDir: packageDir,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  const [program, door] = await Promise.all([
    bundler.build({
      ...shared,
      entryPoints: ['lib/cli/program.ts'],
      outdir: cliDir,
      // The cache is of this very text: V8 itself compares no more than its length.
      entryNames: 'program-[hash]',
      outExtension: { '.js': '.cjs' },
      // What CommonJS requires is loaded when its module is first used; imports would all come first.
      format: 'cjs',
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
      // Code out of a cache can't ask the loader of modules: the one place that must is given a function.
      supported: { 'dynamic-import': false },
      minifyWhitespace: true,
      minifySyntax: true,
      sourcemap: 'linked',
      plugins: [packagesWhenUsed(packageDir)],
    }),
    bundler.build({
      ...shared,
      entryPoints: ['lib/cli/main.ts'],
      outfile: join(cliDir, 'main.cjs'),
      format: 'cjs',
      supported: { 'dynamic-import': false },
      minifyWhitespace: true,
      minifySyntax: true,
      plugins: [packagesWhenUsed(packageDir), programApart],
    }),
  ]);
  const files = [...(program.outputFiles ?? []), ...(door.outputFiles ?? [])];
  const code = program.outputFiles?.find(({ path }) => path.endsWith('.cjs'));
  if (code === undefined) throw new Error('No program came of the build');
  const cache = await codeCache(code.path, code.text);
  const name = basename(code.path);
  return [
    ...files,
    ...(cache === null ? [] : [{ path: cachePath(code.path), contents: cache }]),
    { path: join(cliDir, 'program.cjs'), contents: Buffer.from(loaderOf(name)) },
  ];
}

/**
 * @param {string} packageDir
 * @returns {import('esbuild').Plugin}
 */
function packagesWhenUsed(packageDir) {
  return {
    name: 'packages-when-used',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind, namespace }) => {
        const isOurs = kind === 'entry-point' || bundled.includes(path);
        if (isOurs) return undefined;
        if (namespace === 'package' || path.startsWith('node:') || builtinModules.includes(path)) {
          return { path, external: true, sideEffects: false };
        }
        return { path, namespace: 'package' };
      });
      build.onLoad({ filter: /lib[\\/]cli[\\/]import-file\.ts$/ }, () => ({
        contents: 'export const importFile = importModule;',
      }));
      build.onLoad({ filter: /.*/, namespace: 'package' }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)});`,
        resolveDir: packageDir,
      }));
      // It asks for child processes at once and needs them for a kind of command that is not used here.
      build.onLoad({ filter: /commander[\\/]lib[\\/]command\.js$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const contents = text.replace(
          /^const childProcess = require\(.*\);$/m,
          "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) };",
        );
        return { contents, loader: 'js' };
      });
    },
  };
}

/** @type {import('esbuild').Plugin} */
const programApart = {
  name: 'program-apart',
  setup(build) {
    build.onResolve({ filter: /^\.\/program$/ }, () => ({ path: './program.cjs', external: true }));
  },
};

const wrapper = ['(function (exports, require, module, __filename, importModule) {', '\n})'];

/** @param {string} path of the program */
const cachePath = (path) => path.replace(/cjs$/, 'cache');

/**
 * dist/cli/program.cjs. V8 refuses a cache of another Node: then the program is only slower.
 * @param {string} name of the program's file
 */
const loaderOf = (name) => `const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');
const path = join(__dirname, ${JSON.stringify(name)});
let cachedData;
try {
  cachedData = readFileSync(join(__dirname, ${JSON.stringify(cachePath(name))}));
} catch {}
const code = ${JSON.stringify(wrapper[0])} + readFileSync(path, 'utf8') + ${JSON.stringify(wrapper[1])};
const script = new Script(code, { filename: path, cachedData });
const program = { exports: {} };
const importModule = (file) => import(pathToFileURL(file).href);
script.runInThisContext()(program.exports, createRequire(path), program, path, importModule);
module.exports = program.exports;
`;

/**
 * Runs the program once, with filters that leave nothing to do, so that the cache has the functions that
 * every run needs. Null when that doesn't work: then the program is only slower.
 * @param {string} path
 * @param {string} text
 */
async function codeCache(path, text) {
  const project = await mkdtemp(join(tmpdir(), 'seeknal-build-'));
  try {
    await mkdir(join(project, 'seeknal'));
    await writeFile(
      join(project, 'seeknal', 'one.yml'),
      'kind: transform\nname: one\ntransform: SELECT 1 AS one\n',
    );
    const script = new vm.Script(`${wrapper[0]}${text}${wrapper[1]}`, { filename: path });
    const module = { exports: /** @type {any} */ ({}) };
    script.runInThisContext()(module.exports, createRequire(path), module, path, null);
    const nowhere = () => new PassThrough().resume();
    const streams = { stdout: nowhere(), stderr: nowhere() };
    await module.exports.runProgram(['run', '--types', 'source', '--project', project], streams);
    return script.createCachedData();
  } catch {
    return null;
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
