import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** How long a process may take to end itself once it is asked to. */
const graceMs = 2000;

export interface EndedProcess {
  /** Null: a signal ended it. */
  readonly exitCode: number | null;
  /** Given when it could not be started. */
  readonly startError: string | null;
}

/**
 * Runs a program until it ends, and tells every line that it prints. When aborted, it and all that it has
 * started are asked to end, and are killed if they don't.
 */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly signal: AbortSignal;
    readonly onLine: (stream: 'stdout' | 'stderr', line: string) => void;
  },
): Promise<EndedProcess> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it starts can be ended with it.
    detached: true,
  });
  let killing: NodeJS.Timeout | undefined;
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended.
    }
  };
  const end = (): void => {
    kill('SIGTERM');
    killing = setTimeout(() => kill('SIGKILL'), graceMs);
  };
  options.signal.addEventListener('abort', end);
  if (options.signal.aborted) end();
  const exited = once(child, 'exit') as Promise<[number | null]>;
  try {
    const [[exitCode]] = await Promise.all([
      exited.then((how) => {
        // Whatever it left running would keep its output open, and write into outputs of later runs.
        kill('SIGKILL');
        return how;
      }),
      tellLines(child.stdout, (line) => options.onLine('stdout', line)),
      tellLines(child.stderr, (line) => options.onLine('stderr', line)),
    ]);
    return { exitCode, startError: null };
  } catch (error) {
    return { exitCode: null, startError: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(killing);
    options.signal.removeEventListener('abort', end);
  }
}

/** Longer lines are cut: logs are for people. */
const longestLine = 4000;

async function tellLines(stream: Readable, tell: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream })) {
    tell(line.length > longestLine ? `${line.slice(0, longestLine)}…` : line);
  }
}
