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

/** As a person would type it. @param {readonly string[]} command */
export function readable(command) {
  return command
    .join(' ')
    .replace(process.execPath, 'node')
    .replace(/^node \S*npm-cli\.js/, 'npm');
}
