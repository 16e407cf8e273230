import { Writable } from 'node:stream';
import { main } from '../cli/main';

export interface CliOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line that goes on in this process, as if its output were piped. */
export interface StartedCli {
  readonly ended: Promise<CliOutput>;
  /** Resolves once its output, both streams together, holds a text so many times. */
  readonly until: (text: string, times?: number) => Promise<void>;
}

export function startCli(...argv: readonly string[]): StartedCli {
  const written = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  const stream = (name: 'stdout' | 'stderr'): NodeJS.WriteStream =>
    Object.assign(
      new Writable({
        write: (chunk: Buffer, _, done) => {
          written[name] += chunk.toString();
          for (const look of waiting) look();
          done();
        },
      }),
      { isTTY: false },
    ) as unknown as NodeJS.WriteStream;
  return {
    ended: main(argv, { stdout: stream('stdout'), stderr: stream('stderr') }).then((exitCode) => ({
      exitCode,
      ...written,
    })),
    until: (text, times = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          if ((written.stdout + written.stderr).split(text).length <= times) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

/** Runs a command line in this process to its end. */
export function runCli(...argv: readonly string[]): Promise<CliOutput> {
  return startCli(...argv).ended;
}
