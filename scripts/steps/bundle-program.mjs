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
  'hyparquet',
];

/** Larger ones, each a file of its own that is loaded when it is used: they have many small modules. */
const apart = ['yaml', 'zod', '@duckdb/node-api'];

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
  const [packages, program, door] = await Promise.all([
    Promise.all(apart.map((name) => bundlePackage(bundler, shared, name, cliDir))),
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
  const code = program.outputFiles?.find(({ path }) => path.endsWith('.cjs'));
  if (code === undefined) throw new Error('No program came of the build');
  const scripts = [{ name: 'program', code }, ...packages];
  const caches = await codeCaches(scripts, join(cliDir, 'program.cjs'));
  return [
    ...(program.outputFiles ?? []),
    ...(door.outputFiles ?? []),
    ...packages.map((part) => part.code),
    ...scripts.flatMap(({ name, code: { path } }) => {
      const cache = caches.get(name);
      const loader = Buffer.from(loaderOf(basename(path)));
      return [
        ...(cache === undefined ? [] : [{ path: cachePath(path), contents: cache }]),
        { path: join(cliDir, `${name}.cjs`), contents: loader },
      ];
    }),
  ];
}

/** @param {string} name of a package */
const partName = (name) => name.replace(/^.*\//, '');

/**
 * A package as one file.
 * @param {typeof import('esbuild')} bundler
 * @param {import('esbuild').BuildOptions} shared
 * @param {string} name
 * @param {string} cliDir
 */
async function bundlePackage(bundler, shared, name, cliDir) {
  const { outputFiles } = await bundler.build({
    ...shared,
    stdin: {
      contents: `export * from ${JSON.stringify(name)};`,
      resolveDir: shared.absWorkingDir ?? '.',
    },
    outdir: cliDir,
    entryNames: `${partName(name)}-[hash]`,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [nativePartApart],
  });
  const [code] = outputFiles ?? [];
  if (code === undefined) throw new Error(`Nothing came of ${name}`);
  return { name: partName(name), code };
}

/** @type {import('esbuild').Plugin} */
const nativePartApart = {
  name: 'native-part-apart',
  setup(build) {
    build.onResolve({ filter: /^@duckdb\/node-bindings$/ }, ({ path }) => ({
      path,
      namespace: 'native',
    }));
    // From where it is a dependency: other package managers put it beside that alone.
    build.onLoad({ filter: /.*/, namespace: 'native' }, ({ path }) => ({
      contents: `module.exports = require('node:module').createRequire(require.resolve('@duckdb/node-api'))(${JSON.stringify(path)});`,
    }));
    build.onResolve({ filter: /^@duckdb\/node-api$/ }, ({ path, kind }) =>
      kind === 'require-resolve' ? { path, external: true } : undefined,
    );
  },
};

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
        if (apart.includes(path)) return { path: `./${partName(path)}.cjs`, external: true };
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
 * What loads a script, as dist/cli/program.cjs. V8 refuses a cache of another Node: then the program is only slower.
 * @param {string} name of the script's file
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
 * Runs a small project once, so that the caches have the functions that every run needs. Without one of
 * them what is loaded is only slower.
 * @param {readonly { name: string, code: import('esbuild').OutputFile }[]} scripts the program first
 * @param {string} place from where they require others
 * @returns {Promise<Map<string, Buffer>>}
 */
async function codeCaches(scripts, place) {
  const project = await mkdtemp(join(tmpdir(), 'seeknal-build-'));
  const require = createRequire(place);
  /** @type {Map<string, { script: vm.Script, exports: any }>} */
  const loaded = new Map();
  const load = (/** @type {string} */ name) => {
    const found = scripts.find((each) => each.name === name);
    const known = loaded.get(name);
    if (known !== undefined || found === undefined) return known?.exports;
    const { path, text } = found.code;
    const script = new vm.Script(`${wrapper[0]}${text}${wrapper[1]}`, { filename: path });
    const module = { exports: {} };
    const requireHere = Object.assign(
      (/** @type {string} */ id) => load(id.slice(2, -'.cjs'.length)) ?? require(id),
      { resolve: require.resolve },
    );
    script.runInThisContext()(module.exports, requireHere, module, path, null);
    loaded.set(name, { script, exports: module.exports });
    return module.exports;
  };
  try {
    await mkdir(join(project, 'seeknal'));
    await writeFile(
      join(project, 'seeknal', 'one.yml'),
      'kind: transform\nname: one\ntransform: SELECT 1 AS one\n',
    );
    await writeFile(join(project, 'seeknal_project.yml'), 'name: build\n');
    const nowhere = () => new PassThrough().resume();
    const streams = () => ({ stdout: nowhere(), stderr: nowhere() });
    const { runProgram } = load('program');
    for (let run = 0; run < 2; run += 1) {
      await runProgram(['run', '--project', project], streams());
    }
  } catch {
    // What was reached is worth keeping.
  } finally {
    await rm(project, { recursive: true, force: true });
  }
  return new Map([...loaded].map(([name, { script }]) => [name, script.createCachedData()]));
}
