import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageDir } from './package-dir.mjs';
import { npm } from './run-command.mjs';
import { runStep } from './run-step.mjs';

/** Installs the locked packages unless exactly these are there. @returns {Promise<boolean>} */
export async function ensureInstalled() {
  const [locked, installed] = await Promise.all([
    readLock('package-lock.json'),
    readLock('node_modules/.package-lock.json'),
  ]);
  if (isInstalled(locked, installed)) return true;
  const title =
    Object.keys(installed).length === 0
      ? 'Installing the locked packages (a few minutes, once)'
      : 'Installing the packages that changed in package-lock.json';
  // With NODE_ENV=production npm would leave out what the build needs.
  return runStep(title, npm('ci', '--include=dev', '--no-audit', '--no-fund'));
}

/**
 * @typedef {Readonly<Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>>} Packages
 */

/**
 * Compares with what npm wrote down about node_modules, which it does at the very end: an installation
 * that was interrupted doesn't pass.
 *
 * @param {Packages} locked
 * @param {Packages} installed
 */
export function isInstalled(locked, installed) {
  const differs = ([path, { version, integrity }]) =>
    version !== locked[path]?.version || integrity !== locked[path]?.integrity;
  // Optional packages are for other systems.
  const isMissing = ([path, { optional, devOptional }]) =>
    path !== '' && optional !== true && devOptional !== true && !(path in installed);
  return !Object.entries(installed).some(differs) && !Object.entries(locked).some(isMissing);
}

/**
 * @param {string} path
 * @returns {Promise<Packages>} none when the file is missing or damaged
 */
async function readLock(path) {
  try {
    return JSON.parse(await readFile(join(packageDir, path), 'utf8')).packages;
  } catch {
    return {};
  }
}
