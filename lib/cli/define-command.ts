import { resolve } from 'node:path';
import type { Command } from 'commander';
import { globalFlags } from './global-flags';
import { createPrinter, type Printer } from './printer';

/** What an action is given: its own flags and arguments, and what the global flags amount to. */
export interface Invocation<Flags> {
  readonly flags: Flags;
  /** The words that are no flags, in order. */
  readonly args: readonly string[];
  /** Absolute. */
  readonly projectDir: string;
  readonly printer: Printer;
  /** The command as it was declared; from its parents one gets to all others. */
  readonly command: Command;
}

/** A line of a command's help: what to type, and what it does. */
export type Example = readonly [commandLine: string, effect: string];

/** A command of the command line, or a group of them; nothing of what it does is loaded yet. */
export interface CliCommand {
  /** Declares it under its parent. `onExit` hears the exit code once it has run. */
  readonly declare: (parent: Command, onExit: (exitCode: number) => void) => void;
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
    declare: (parent, onExit) => {
      const command = parent.command(definition.usage).description(definition.description);
      definition.flags?.(command);
      globalFlags.declare(command);
      command.addHelpText('after', `\n${exampleLines(definition.examples).join('\n')}`);
      command.action(async () => {
        const { project, ascii, color, quiet } = globalFlags.of(command);
        const printer = createPrinter({
          ascii,
          color,
          quiet,
          stdout: process.stdout,
          stderr: process.stderr,
        });
        const projectDir = resolve(project);
        const flags = command.opts<Flags>();
        onExit(
          await definition.action({ flags, args: command.args, projectDir, printer, command }),
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
  return {
    declare: (parent, onExit) => {
      const group = parent.command(definition.name).description(definition.description);
      globalFlags.declare(group);
      for (const command of definition.commands) command.declare(group, onExit);
    },
  };
}

function exampleLines(examples: readonly Example[]): string[] {
  const width = Math.max(...examples.map(([line]) => line.length));
  return ['Examples:', ...examples.map(([line, effect]) => `  ${line.padEnd(width)}  ${effect}`)];
}
