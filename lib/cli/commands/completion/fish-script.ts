import { nodeFlags, nodeNames } from './bash-script';
import type { CommandWords, FlagWords } from './command-words';

export function fishScript(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => {
    const when = condition(command);
    return [
      ...command.subcommands.map(
        ({ name, description }) =>
          `complete -c seeknal -f -n ${when} -a ${quote(name)} -d ${quote(description)}`,
      ),
      ...command.flags.map((flag) => `complete -c seeknal -n ${when} ${flagText(flag)}`),
      ...command.choices.map((word) => `complete -c seeknal -f -n ${when} -a ${quote(word)}`),
      ...(command.takesNodes
        ? [`complete -c seeknal -f -n ${when} -a ${quote(`(${nodeNames})`)}`]
        : []),
    ];
  });
  return ['# fish completion of seeknal; made by: seeknal completion fish', ...lines].join('\n');
}

/** Holds where this command, and none of its own, has been typed. */
function condition({ path, subcommands }: CommandWords): string {
  const words = path === '' ? [] : path.split(' ');
  const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`);
  const names = subcommands.map(({ name }) => name).join(' ');
  const unseen = names === '' ? [] : [`not __fish_seen_subcommand_from ${names}`];
  return quote([...seen, ...unseen].join('; and '));
}

function flagText({ long, short, description, takesValue, choices }: FlagWords): string {
  const words = nodeFlags.includes(long) ? `(${nodeNames})` : choices.join(' ');
  const value = words === '' ? (takesValue ? ' -r' : '') : ` -x -a ${quote(words)}`;
  const letter = short === null ? '' : ` -s ${short.replace(/^-/, '')}`;
  return `-l ${long.replace(/^--/, '')}${letter}${value} -d ${quote(description)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
