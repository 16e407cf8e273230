import { fstatSync, writeSync } from 'node:fs';
import type { ExecutionSummary } from '../events/execution-summary';
import { projectPaths } from '../files/project-paths';
import { repeatIdleRun } from '../service/running/repeat-idle-run';
import type { OutputStreams } from './define-command';
import { exitCodes } from './exit-codes';
import { printIdleRun } from './print-idle-run';
import { signs } from './signs';

interface QuickFlags {
  readonly project: string;
  readonly quiet: boolean;
  readonly ascii: boolean;
  readonly color: boolean;
}

/**
 * `seeknal run` for the case that nothing has changed, which is what most runs are: answered before the
 * parser of flags, the planner and the rest of the command line are loaded, which would take most of its
 * time. Null when it is not that case, or asks for more than the usual; the command runs as always then.
 */
export async function quickRun(
  argv: readonly string[],
  streams: OutputStreams | null,
): Promise<number | null> {
  const flags = readFlags(argv);
  if (flags === null || isSet('SEEKNAL_STATE') || isSet('SEEKNAL_PROFILE')) return null;
  const summary = await repeatIdleRun(projectPaths(flags.project), async (paths) =>
    (await import('./program')).loadExtensions(paths),
  );
  if (summary === null) return null;
  if (!flags.quiet) await print(summary, flags, streams);
  return exitCodes.done;
}

/** Null for whatever only the real parser of flags should judge. */
function readFlags(argv: readonly string[]): QuickFlags | null {
  const [word, ...rest] = argv;
  if (word !== 'run') return null;
  let project = isSet('SEEKNAL_PROJECT') ? (process.env['SEEKNAL_PROJECT'] ?? '.') : '.';
  const given = new Set<string>();
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    if (flag === '--project') {
      const value = rest.shift();
      if (value === undefined || value.startsWith('-')) return null;
      project = value;
    } else if (/^(-q|--quiet|--ascii|--no-color)$/.test(flag)) given.add(flag);
    else return null;
  }
  return {
    project,
    quiet: given.has('-q') || given.has('--quiet'),
    ascii: given.has('--ascii'),
    color: !given.has('--no-color'),
  };
}

function isSet(name: string): boolean {
  return (process.env[name] ?? '') !== '';
}

async function print(
  summary: ExecutionSummary,
  flags: QuickFlags,
  streams: OutputStreams | null,
): Promise<void> {
  // To make Node's own stream of a pipe takes as long as all the rest.
  if (streams === null && !fstatSync(1).isCharacterDevice()) {
    let text = '';
    const { info } = flags.ascii ? signs.ascii : signs.unicode;
    const line = (words: string): void => void (text += `${words}\n`);
    printIdleRun(summary, { line, info: (words) => line(`${info} ${words}`) });
    writeAll(text);
    return;
  }
  const { createPrinter } = await import('./printer');
  printIdleRun(summary, createPrinter({ ...flags, ...(streams ?? process) }));
}

function writeAll(text: string): void {
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // A pipe that doesn't wait and is full just now; Node's stream does wait.
    if (code === 'EAGAIN') process.stdout.write(rest);
    // The reader has left, as `head` does.
    else if (code !== 'EPIPE') throw error;
  }
}
