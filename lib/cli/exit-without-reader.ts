import type { OutputStreams } from './define-command';

/** Ends the process when the reader of its output leaves, as `head` does when it has seen enough. */
export function exitWithoutReader(
  streams: OutputStreams,
  exit: () => void = () => process.exit(),
): void {
  for (const stream of [streams.stdout, streams.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      // There is nobody left to tell anything.
      exit();
    });
  }
}
