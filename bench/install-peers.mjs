import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { which } from './measure.mjs';

/**
 * Installs what is missing of the peers into a folder outside of the repository, and Debian's packages on a
 * machine where that is possible. What can't be had is left out, which the report says.
 * @param {string} toolDir
 */
export function installPeers(toolDir) {
  mkdirSync(toolDir, { recursive: true });
  const quiet = { cwd: toolDir, encoding: /** @type {const} */ ('utf8'), timeout: 300_000 };
  if (!existsSync(join(toolDir, 'node_modules', '.bin', 'turbo'))) {
    writeFileSync(join(toolDir, 'package.json'), '{"name":"peers","private":true}');
    spawnSync('npm', ['install', '--no-audit', '--no-fund', 'turbo@2', 'wireit@0.14'], quiet);
  }
  const python = join(toolDir, 'python');
  if (!existsSync(join(python, 'bin', 'doit'))) {
    spawnSync('python3', ['-m', 'venv', python], quiet);
    spawnSync(join(python, 'bin', 'pip'), ['install', '--quiet', 'doit'], quiet);
  }
  const missing = [
    ...(which('make') === null ? ['make'] : []),
    ...(which('ninja') === null ? ['ninja-build'] : []),
  ];
  if (missing.length > 0 && which('apt-get') !== null) {
    spawnSync('apt-get', ['install', '--yes', '--quiet', ...missing], quiet);
  }
}

/**
 * Installs packages to compare with into a folder outside of the repository.
 * @param {string} toolDir
 * @param {readonly string[]} packages as npm takes them
 * @returns {boolean} false when they can't be had, which is said
 */
export function installNpmPeers(toolDir, packages) {
  mkdirSync(toolDir, { recursive: true });
  const folderOf = (/** @type {string} */ name) =>
    join(toolDir, 'node_modules', name.slice(0, name.lastIndexOf('@')));
  if (packages.every((name) => existsSync(folderOf(name)))) return true;
  writeFileSync(join(toolDir, 'package.json'), '{"name":"peers","private":true}');
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', ...packages], {
    cwd: toolDir,
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (status !== 0) console.log(`Left out: ${packages.join(', ')}: could not be installed here.`);
  return status === 0;
}

/** Those that aren't even tried, and why. */
export const leftOut = [
  'original Seeknal core: its package needs engines that are not published; the goals that name it can only be compared with the figures of its planner taken once',
  'nx, lage, moon, snakemake: slower than those here when all is cached, as far as they were measured once',
  'just: has no cache. task, dagu: come by downloads that are no packages',
];
