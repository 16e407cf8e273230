import type { Command } from 'commander';
import { projectPaths, type ProjectPaths } from '../files/project-paths';
import { globalFlags } from './global-flags';
import { createPrinter, type Printer } from './printer';

/** What an action is given: its own flags and arguments, and what the global flags amount to. */
export interface Invocation<Flags> {
  readonly flags: Flags;
  /** The words that are no flags, in order. */
  readonly args: readonly string[];
  readonly paths: ProjectPaths;
  readonly printer: Printer;
  /** The command as it was declared; from its parents one gets to all others. */
  readonly command: Command;
}

/** A line of a command's help: what to type, and what it does. */
export type Example = readonly [commandLine: string, effect: string];

export interface OutputStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Where a command runs. */
export interface CliSetting {
  readonly streams: OutputStreams;
  /** Hears the exit code once the command has run. */
  readonly onExit: (exitCode: number) => void;
}

/** A command of the command line, or a group of them; nothing of what it does is loaded yet. */
export interface CliCommand {
  /** Declares it under its parent. */
  readonly declare: (parent: Command, setting: CliSetting) => void;
  /** For its own help, and the first one for that of its group. */
  readonly examples: readonly Example[];
}

/**
 * A command as data: its flags are declared at once, and its action is imported when it is used, so that
 * `--version` and `--help` load no more than the words they print.
 */
export function defineCommand<Flags extends object>(definition: {
  /** With its arguments, as in `show <node>`. */
  readonly usage: string;
  readonly description: string;
  readonly examples: readonly Example[];
  readonly flags?: (command: Command) => void;
  /** Does the work; the number is the exit code. */
  readonly action: (invocation: Invocation<Flags>) => Promise<number>;
}): CliCommand {
  return {
    examples: definition.examples,
    declare: (parent, setting) => {
      const command = parent.command(definition.usage).description(definition.description);
      definition.flags?.(command);
      globalFlags.declare(command);
      command.addHelpText('after', `\n${exampleLines(definition.examples).join('\n')}`);
      command.action(async () => {
        const { project, state, profile, ascii, color, quiet } = globalFlags.of(command);
        const printer = createPrinter({
          ascii,
          color,
          quiet,
          ...setting.streams,
        });
        const paths = projectPaths(project, { stateUrl: state, profile });
        const flags = command.opts<Flags>();
        setting.onExit(
          await definition.action({ flags, args: command.args, paths, printer, command }),
        );
      });
    },
  };
}

/** Commands under a common word, as in `history list`. */
export function defineGroup(definition: {
  readonly name: string;
  readonly description: string;
  readonly commands: readonly CliCommand[];
}): CliCommand {
  const examples = definition.commands.flatMap((command) => command.examples.slice(0, 1));
  return {
    examples,
    declare: (parent, setting) => {
      const group = parent.command(definition.name).description(definition.description);
      globalFlags.declare(group);
      group.addHelpText('after', `\n${exampleLines(examples).join('\n')}`);
      for (const command of definition.commands) command.declare(group, setting);
    },
  };
}

function exampleLines(examples: readonly Example[]): string[] {
  const width = Math.max(...examples.map(([line]) => line.length));
  return ['Examples:', ...examples.map(([line, effect]) => `  ${line.padEnd(width)}  ${effect}`)];
}
