import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isRunId } from '../events/run-id';
import type { RunTrigger } from '../events/run-event';
import { exitCodes } from './exit-codes';
import { createPrinter, type Printer } from './printer';
import { version } from './version';

interface RunFlags {
  full?: true;
  dryRun?: true;
  showPlan?: true;
  types: string[];
  nodes: string[];
  excludeTags: string[];
  continueOnError?: true;
  retry: number;
  parallel?: number;
  json?: true;
  runId?: string;
  trigger: RunTrigger;
}

interface GlobalFlags {
  project: string;
  ascii?: true;
}

/**
 * The command line. Each command loads what it needs when it runs, so that `--version` and `--help` are
 * instant. Returns the exit code and never ends the process itself.
 */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = new Command('seeknal')
    .description('Run Seeknal data and ML pipelines, and watch them as a live graph')
    .version(version, '-V, --version', 'print the version')
    .option('--project <dir>', 'the project folder', process.env['SEEKNAL_PROJECT'] ?? '.')
    .option('--ascii', 'plain letters instead of ✓ ✗ ⚠ ℹ')
    .showHelpAfterError('Try `seeknal --help`.')
    .exitOverride();

  const setting = (): { projectDir: string; printer: Printer } => {
    const flags = program.opts<GlobalFlags>();
    return {
      projectDir: resolve(flags.project),
      printer: createPrinter({
        ascii: flags.ascii === true,
        stdout: process.stdout,
        stderr: process.stderr,
      }),
    };
  };

  program
    .command('run')
    .description('run what changed and everything downstream of it')
    .option('-f, --full', 'run all nodes, changed or not')
    .option('--dry-run', 'show the plan and run nothing')
    .option('-p, --show-plan', 'like --dry-run, with the reason of each decision')
    .option('-t, --types <kinds>', 'only nodes of these kinds, as in source,transform', list, [])
    .option('-n, --nodes <names>', 'these nodes, by id or name, and all their downstream', list, [])
    .option('--exclude-tags <tags>', 'leave out nodes with any of these tags', list, [])
    .option('--continue-on-error', 'go on with what does not depend on a failed node')
    .option('-r, --retry <n>', 'further attempts for a node that fails', wholeNumber(0), 0)
    .option(
      '--parallel <n>',
      'nodes at the same time (default: the number of cores)',
      wholeNumber(1),
    )
    .option('--json', 'one event a line, at the end the execution summary')
    .addOption(new Option('--run-id <id>').hideHelp().argParser(runId))
    .addOption(
      new Option('--trigger <who>').hideHelp().choices(['cli', 'dashboard', 'api']).default('cli'),
    )
    .action(async (flags: RunFlags) => {
      const { runCommand } = await import('./commands/run');
      const { projectDir, printer } = setting();
      exitCode = await runCommand(
        {
          projectDir,
          request: {
            mode: flags.full === true ? 'full' : 'incremental',
            types: flags.types,
            nodes: flags.nodes,
            excludeTags: flags.excludeTags,
            continueOnError: flags.continueOnError === true,
            retry: flags.retry,
            parallel: flags.parallel ?? null,
          },
          dryRun: flags.dryRun === true,
          showPlan: flags.showPlan === true,
          json: flags.json === true,
          runId: flags.runId ?? null,
          trigger: flags.trigger,
        },
        printer,
      );
    });

  program
    .command('parse')
    .description('check the node files and write target/manifest.json')
    .addOption(
      new Option('--format <form>', 'what to print').choices(['table', 'json']).default('table'),
    )
    .option('--no-diff', 'leave out what changed since the last parse')
    .action(async (flags: { format: 'table' | 'json'; diff: boolean }) => {
      const { parseCommand } = await import('./commands/parse');
      const { projectDir, printer } = setting();
      exitCode = await parseCommand({ projectDir, ...flags }, printer);
    });

  program
    .command('ui')
    .description('serve the dashboard of the project')
    .option('--port <n>', 'port (default: $PORT, else 3000)', wholeNumber(0))
    .option('--host <name>', 'address to listen on (default: $HOST, else 127.0.0.1)')
    .addOption(new Option('--dev', 'hot reload, for work on the dashboard itself').hideHelp())
    .action(async (flags: { port?: number; host?: string; dev?: true }) => {
      const { uiCommand } = await import('./commands/ui');
      const { projectDir, printer } = setting();
      exitCode = await uiCommand(
        {
          projectDir,
          port: flags.port ?? null,
          host: flags.host ?? null,
          dev: flags.dev === true,
        },
        printer,
      );
    });

  // `--project` and `--ascii` may stand before or after the command.
  for (const command of program.commands) {
    command.option('--project <dir>', 'the project folder').option('--ascii', 'plain letters');
    command.hook('preAction', (_, action) => {
      const { project, ascii } = action.opts<Partial<GlobalFlags>>();
      if (project !== undefined) program.setOptionValue('project', project);
      if (ascii !== undefined) program.setOptionValue('ascii', ascii);
    });
    command.exitOverride();
  }

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
  }
  return exitCode;
}

/** Comma lists and repeated options alike: `--nodes a,b --nodes c`. */
function list(value: string, before: readonly string[]): string[] {
  const items = value.split(',').map((item) => item.trim());
  if (items.includes('')) throw new InvalidArgumentError('Expected names separated by commas.');
  return [...before, ...items];
}

function wholeNumber(least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least) {
      throw new InvalidArgumentError(`Expected a whole number of at least ${String(least)}.`);
    }
    return number;
  };
}

function runId(value: string): string {
  if (!isRunId(value)) {
    throw new InvalidArgumentError('Expected letters, digits, "-" and "_" only, at most 80.');
  }
  return value;
}
