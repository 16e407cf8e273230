import type { OutputStreams } from './define-command';
import { exitCodes } from './exit-codes';
import { exitWithoutReader } from './exit-without-reader';
import { quickRun } from './quick-run';
import { version } from './version';

/**
 * The door to the command line; returns the exit code and never ends the process itself. Scripts ask for
 * the version often, and most runs have nothing to do, so these are answered before anything is loaded
 * that reads flags. `streams`: null for those of the process, which take a while to make.
 */
export async function main(
  argv: readonly string[],
  streams: OutputStreams | null = null,
): Promise<number> {
  const [word, ...more] = argv;
  if (more.length === 0 && (word === '--version' || word === '-V')) {
    (streams ?? process).stdout.write(`${version}\n`);
    return exitCodes.done;
  }
  const quick = await quickRun(argv, streams);
  if (quick !== null) return quick;
  if (streams === null) exitWithoutReader(process);
  const { runProgram } = await import('./program');
  return runProgram(argv, streams ?? process);
}
