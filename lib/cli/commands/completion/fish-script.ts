import { fileFlags, folderFlags, nodeFlags, nodeNames } from './bash-script';
import type { CommandWords, FlagWords } from './command-words';

export function fishScript(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap((command) => {
    const when = quote(`__seeknal_at ${quote(command.path)}`);
    return [
      ...command.subcommands.map(
        ({ name, description }) =>
          `complete -c seeknal -n ${when} -a ${quote(name)} -d ${quote(description)}`,
      ),
      ...command.flags.map((flag) => `complete -c seeknal -n ${when} ${flagText(flag)}`),
      ...command.choices.map((word) => `complete -c seeknal -n ${when} -a ${quote(word)}`),
      ...(command.takesNodes ? [`complete -c seeknal -n ${when} -a '(__seeknal_nodes)'`] : []),
    ];
  });
  const paths = commands.map(({ path }) => path).filter((path) => path !== '');
  return `# fish completion of seeknal; made by: seeknal completion fish
# Holds where exactly this command has been typed: 'history show' is not 'show'.
function __seeknal_at
    set -l at ''
    for word in (commandline -opc)
        set -l next (string trim -- "$at $word")
        contains -- "$next" ${paths.map(quote).join(' ')}; and set at $next
    end
    test "$at" = "$argv[1]"
end
function __seeknal_nodes
    set -l typed (commandline -opc)
    set -l where (contains -i -- --project $typed); and set -l project --project $typed[(math $where + 1)]
    ${nodeNames.replace(' 2>', ' $project 2>')}
end
complete -c seeknal -f
${lines.join('\n')}`;
}

function flagText(flag: FlagWords): string {
  const { long, short, description } = flag;
  const letter = short === null ? '' : ` -s ${short.replace(/^-/, '')}`;
  return `-l ${long.replace(/^--/, '')}${letter}${valueOf(flag)} -d ${quote(description)}`;
}

function valueOf({ long, takesValue, choices }: FlagWords): string {
  if (nodeFlags.includes(long)) return ` -x -a '(__fish_complete_list , __seeknal_nodes)'`;
  if (folderFlags.includes(long)) return ` -x -a '(__fish_complete_directories)'`;
  if (fileFlags.includes(long)) return ' -r -F';
  if (choices.length === 0) return takesValue ? ' -x' : '';
  // Several may be given, with commas between them.
  const words = quote(`printf "%s\\n" ${choices.join(' ')}`);
  return ` -x -a ${quote(`(__fish_complete_list , ${words})`)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
