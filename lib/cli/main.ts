import type { OutputStreams } from './define-command';
import { exitCodes } from './exit-codes';
import { version } from './version';

/**
 * The door to the command line; returns the exit code and never ends the process itself. Scripts ask for
 * the version often, so that is answered before anything is loaded that reads flags.
 */
export async function main(
  argv: readonly string[],
  streams: OutputStreams = process,
): Promise<number> {
  const [word, ...more] = argv;
  if (more.length === 0 && (word === '--version' || word === '-V')) {
    streams.stdout.write(`${version}\n`);
    return exitCodes.done;
  }
  const { runProgram } = await import('./program');
  return runProgram(argv, streams);
}
