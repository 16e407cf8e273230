import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from './install-packages.mjs';
import { runCommand } from './run-command.mjs';

/** What nodes need, and uv, which brings it for each of them. */
const packages = ['duckdb', 'pandas', 'pyarrow', 'uv'];

/**
 * @typedef {object} Python
 * @property {string} path of an interpreter that has what Python nodes need
 * @property {() => Promise<void>} remove deletes it
 */

/**
 * Makes a virtual environment with the packages that Python nodes need, in a temporary folder.
 *
 * @returns {Promise<{ ok: true, value: Python } | { ok: false, error: string }>} the error says why there is none
 */
export async function makePython() {
  const folder = await mkdtemp(join(tmpdir(), 'seeknal-python-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const refused = async (/** @type {string} */ error) => {
    await remove();
    return /** @type {const} */ ({ ok: false, error });
  };
  const make = ['python3', '-m', 'venv', folder];
  let made = await runCommand(make);
  if (made.code !== 0 && (await installPackages('python3-venv'))) made = await runCommand(make);
  if (made.code !== 0) return refused(`python3 -m venv failed: ${made.output.trim()}`);
  console.log(`• Getting ${packages.join(', ')} for Python`);
  const path = join(folder, 'bin', 'python');
  const got = await runCommand([path, '-m', 'pip', 'install', '--quiet', ...packages]);
  if (got.code !== 0 || !existsSync(path)) {
    return refused(`pip could not install ${packages.join(', ')}: ${got.output.trim()}`);
  }
  return { ok: true, value: { path, remove } };
}
