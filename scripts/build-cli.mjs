/**
 * Bundles the command line, the library and the dashboard's server into dist/ (npm runs it as `prepare`).
 * Packages stay outside the bundles, but for a few small ones: node_modules is there wherever this is
 * installed, and native modules can't be bundled at all.
 */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from './steps/bundle-program.mjs';

const packageDir = dirname(dirname(fileURLToPath(import.meta.url)));
const outDir = join(packageDir, 'dist');

const esbuild = await loadEsbuild();
if (esbuild === null) {
  console.log(
    'The command line was not built, because esbuild is missing (an installation without development packages): run `npm ci`, then `npm run prepare`.',
  );
} else {
  process.exitCode = (await build(esbuild)) ? 0 : 1;
}

/** @returns {Promise<typeof import('esbuild') | null>} null when development packages are not installed */
async function loadEsbuild() {
  try {
    return await import('esbuild');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
      return null;
    }
    throw error;
  }
}

/**
 * @param {typeof import('esbuild')} bundler
 * @returns {Promise<boolean>} false when the sources have mistakes; esbuild has shown them by then
 */
async function build(bundler) {
  const options = {
    absWorkingDir: packageDir,
    entryPoints: {
      index: 'lib/index.ts',
      'server/start-dashboard': 'server/start-dashboard.ts',
      'training-worker': 'lib/kinds/model/training-worker.ts',
      'data/main': 'lib/data/main.ts',
    },
    outdir: outDir,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: /** @type {const} */ ('esm'),
    platform: /** @type {const} */ ('node'),
    target: 'node20.19',
    packages: /** @type {const} */ ('external'),
    sourcemap: /** @type {const} */ ('linked'),
    legalComments: /** @type {const} */ ('none'),
    logLevel: /** @type {const} */ ('warning'),
    write: false,
  };
  let files;
  try {
    const [program, others] = await Promise.all([
      bundleProgram(bundler, packageDir, outDir),
      bundler.build(options),
    ]);
    files = [...(others.outputFiles ?? []), ...program];
  } catch {
    console.error('The command line could not be built from lib/ and server/; see above.');
    return false;
  }
  // The entries come last: whoever starts the CLI meanwhile gets all of the old one or all of the new.
  const isEntry = (/** @type {string} */ path) =>
    /(main|program|yaml|zod|node-api|index|dashboard)\.c?js$/.test(path);
  for (const entries of [false, true]) {
    await Promise.all(
      files
        .filter((file) => isEntry(file.path) === entries)
        .map((file) => replaceFile(file.path, file.contents)),
    );
  }
  await removeOthers(new Set(files.map((file) => file.path)));
  return true;
}

/**
 * @param {string} path
 * @param {Uint8Array} contents
 */
async function replaceFile(path, contents) {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${String(process.pid)}`;
  await writeFile(fresh, contents);
  await rename(fresh, path);
}

/**
 * Leaves nothing of earlier builds behind.
 * @param {ReadonlySet<string>} keep
 */
async function removeOthers(keep) {
  for (const folder of ['cli', 'server', 'data', 'chunks']) {
    for (const name of await readdir(join(outDir, folder)).catch(() => [])) {
      const path = join(outDir, folder, name);
      if (!keep.has(path)) await rm(path, { recursive: true, force: true });
    }
  }
}
