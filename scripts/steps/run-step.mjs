import { runCommand } from './run-command.mjs';

/**
 * One step of a set-up: announced in a line, silent when it works; when it fails, its command and all
 * that it printed.
 *
 * @param {string} title
 * @param {readonly string[]} command
 * @param {{ env?: Record<string, string> }} [options]
 * @returns {Promise<boolean>}
 */
export async function runStep(title, command, options = {}) {
  console.log(`• ${title}`);
  const { code, output } = await runCommand(command, options);
  if (code === 0) return true;
  console.error(output.trimEnd());
  console.error(`✗ This command failed with exit code ${String(code)}: ${readable(command)}`);
  return false;
}

/** Without the paths of node and npm, which nobody types. @param {readonly string[]} command */
export function readable(command) {
  return command
    .filter((word) => word !== process.execPath)
    .map((word) => (/npm-cli\.js$/.test(word) ? 'npm' : word))
    .join(' ');
}
