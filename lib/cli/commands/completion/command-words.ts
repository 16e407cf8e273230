import type { Command, Option } from 'commander';
import { kinds } from '../../../kinds/registry';

/** One command, with all that may follow it on a command line. */
export interface CommandWords {
  /** As it is typed after `seeknal`: `history list`; empty for seeknal itself. */
  readonly path: string;
  readonly description: string;
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly flags: readonly FlagWords[];
  /** Whether node names may follow. */
  readonly takesNodes: boolean;
  /** Words that may follow, when these are all that may. */
  readonly choices: readonly string[];
}

export interface FlagWords {
  readonly long: string;
  readonly short: string | null;
  readonly description: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** All commands below one, itself first; hidden flags are left out. */
export function commandWords(command: Command, path = ''): CommandWords[] {
  const subcommands = command.commands.map((one) => ({
    name: one.name(),
    description: one.description(),
  }));
  const flags = command.options.filter((option) => !option.hidden).map(flagWords);
  const takesNodes = command.registeredArguments.some((argument) => argument.name() === 'node');
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const description = command.description();
  const own = { path, description, subcommands, flags, takesNodes, choices };
  return [
    own,
    ...command.commands.flatMap((one) => commandWords(one, `${path} ${one.name()}`.trim())),
  ];
}

function flagWords(option: Option): FlagWords {
  return {
    long: option.long ?? option.flags,
    short: option.short ?? null,
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.long === '--types' ? [...kinds.keys()] : (option.argChoices ?? []),
  };
}
