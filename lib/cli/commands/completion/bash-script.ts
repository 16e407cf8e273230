import type { CommandWords } from './command-words';

/** How the scripts ask for node names: the ids, one a line; nothing outside a project. */
export const nodeNames = 'seeknal list --names 2>/dev/null';

export function bashScript(commands: readonly CommandWords[]): string {
  const cases = commands.map(({ path, subcommands, flags, takesNodes }) => {
    const words = [
      ...subcommands.map(({ name }) => name),
      ...flags.flatMap(({ long, short }) => (short === null ? [long] : [short, long])),
    ];
    const nodes = takesNodes ? ` $(${nodeNames})` : '';
    return `    "${path}") words="${words.join(' ')}${nodes}" ;;`;
  });
  const paths = commands.map(({ path }) => path).filter((path) => path !== '');
  return `# bash completion of seeknal; made by: seeknal completion bash
_seeknal() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local path="" word words="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "\${path:+$path }$word" in
      ${paths.map((path) => `"${path}"`).join(' | ')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$previous" in
    --nodes | -n | --select | -s | --exclude)
      COMPREPLY=($(compgen -W "$(${nodeNames})" -- "$current"))
      return ;;
    --project | --path)
      COMPREPLY=($(compgen -d -- "$current"))
      return ;;
    --plan | --out | --old | --new | --against)
      COMPREPLY=($(compgen -f -- "$current"))
      return ;;
  esac
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _seeknal seeknal`;
}
