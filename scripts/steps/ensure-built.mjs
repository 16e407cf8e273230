import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFiles } from './hash-files.mjs';
import { packageDir } from './package-dir.mjs';
import { tool } from './run-command.mjs';
import { runStep } from './run-step.mjs';

const sources = [
  'app',
  'components',
  'lib',
  'server',
  'public',
  'prisma',
  'prisma.config.ts',
  'scripts/build-cli.mjs',
  'scripts/steps/bundle-program.mjs',
  'package.json',
  'package-lock.json',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
];
const bundles = ['dist/cli/main.cjs', 'dist/index.js', 'dist/server/start-dashboard.js'];
const bundleStamp = join(packageDir, 'dist', 'stamp');
const pagesStamp = join(packageDir, '.next', 'seeknal-stamp');

/** Builds the command line and the server unless they were made from these very sources. @returns {Promise<boolean>} */
export async function ensureBundles() {
  const wanted = await hashSources();
  const isThere = bundles.every((bundle) => existsSync(join(packageDir, bundle)));
  if (isThere && (await read(bundleStamp)) === wanted) return true;
  if (!(await runStep('Building the command line', [process.execPath, 'scripts/build-cli.mjs'])))
    return false;
  await writeFile(bundleStamp, wanted);
  return true;
}

/** Builds the pages unless they were made from these very sources. @returns {Promise<boolean>} */
export async function ensurePages() {
  const wanted = await hashSources();
  if ((await read(pagesStamp)) === `${wanted} ${await buildId()}`) return true;
  if (
    !(await runStep('Building the dashboard (about a minute)', tool('next/dist/bin/next', 'build')))
  )
    return false;
  // With the id of the build: one that somebody makes by hand later is not this one.
  await writeFile(pagesStamp, `${wanted} ${await buildId()}`);
  return true;
}

/** Of all that enters a build; tests do not. */
function hashSources() {
  return hashFiles(
    packageDir,
    sources,
    (path) => !/\.test\.tsx?$/.test(path) && !path.startsWith('lib/testing/'),
  );
}

function buildId() {
  return read(join(packageDir, '.next', 'BUILD_ID'));
}

/** @param {string} path */
function read(path) {
  return readFile(path, 'utf8').catch(() => '');
}
