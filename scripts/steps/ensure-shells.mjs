import { installPackages } from './install-packages.mjs';
import { runCommand } from './run-command.mjs';

/** Whose completions are tried; bash is there wherever the rest runs. */
const shells = ['zsh', 'fish'];

/**
 * Gets the shells that the tests of completions type into: Debian's packages.
 * @returns {Promise<string[]>} those that are not to be had
 */
export async function ensureShells() {
  const missing = await missingShells();
  if (missing.length === 0) return [];
  console.log(`• Getting ${missing.join(' and ')}: Debian's packages`);
  await installPackages(...missing);
  return missingShells();
}

async function missingShells() {
  const answers = await Promise.all(
    shells.map(async (shell) =>
      (await runCommand([shell, '--version'])).code === 0 ? [] : [shell],
    ),
  );
  return answers.flat();
}
