import { Command, CommanderError } from 'commander';
// For the quick way of `run`, which has this bundle only: a second copy would register kinds apart from it.
export { loadExtensions } from '../extensions/load-extensions';
import { commands } from './commands';
import type { OutputStreams } from './define-command';
import { exitCodes } from './exit-codes';
import { globalFlags } from './global-flags';
import { version } from './version';

/**
 * The command line: flags → service → text → exit code. Each command loads what it needs when it runs.
 * Returns the exit code and never ends the process itself.
 */
export async function runProgram(argv: readonly string[], streams: OutputStreams): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = new Command('seeknal')
    .description('Run Seeknal data and ML pipelines, and watch them as a live graph')
    .version(version, '-V, --version', 'print the version')
    .showHelpAfterError('Try `seeknal --help`.')
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
      outputError: (text, write) => write(suggestionAsSentence(text)),
    })
    .exitOverride();
  globalFlags.declare(program);
  // Subcommands take over how errors end and where they go, so these come last.
  const setting = { streams, onExit: (code: number) => (exitCode = code) };
  for (const command of commands) command.declare(program, setting);

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
  }
  return exitCode;
}

/** `(Did you mean --full?)`, as the parser of flags writes it, becomes `Did you mean: '--full'?` */
function suggestionAsSentence(text: string): string {
  return text.replace(/\(Did you mean (?:one of )?(.+)\?\)/, (_, names: string) => {
    const quoted = names.split(', ').map((name) => `'${name}'`);
    return `Did you mean: ${quoted.join(', ')}?`;
  });
}
