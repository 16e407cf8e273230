import type { CommandWords, FlagWords } from './command-words';

/** How the scripts ask for node names: the ids, one a line; nothing outside a project. */
export const nodeNames = 'seeknal list --names 2>/dev/null';

/** Flags whose value names nodes. */
export const nodeFlags = ['--nodes', '-n', '--select', '-s', '--exclude'];

/** Flags whose value is a folder, and those whose value is a file. */
export const folderFlags = ['--project', '--path'];
export const fileFlags = ['--plan', '--out', '--old', '--new', '--against', '--profile'];

/** What zsh reads too: no variable may have a name that means something to it, as `path` does. */
export function bashScript(commands: readonly CommandWords[]): string {
  const cases = commands.map(({ path, subcommands, flags, takesNodes, choices }) => {
    const words = [...choices, ...subcommands.map(({ name }) => name), ...flags.flatMap(namesOf)];
    const nodes = takesNodes ? ' $(_seeknal_nodes "$current")' : '';
    return `    "${path}") words="${words.join(' ')}${nodes}" ;;`;
  });
  const values = commands.flatMap(({ path, flags }) =>
    flags
      .filter(({ choices }) => choices.length > 0)
      .map((flag) => {
        const typed = namesOf(flag).map((name) => `"${path} ${name}"`);
        return `    ${typed.join(' | ')}) values="${flag.choices.join(' ')}" ;;`;
      }),
  );
  const paths = commands.map(({ path }) => path).filter((path) => path !== '');
  return `# bash completion of seeknal; made by: seeknal completion bash
_seeknal_nodes() {
  local ids="$(${nodeNames.replace('--names', '--names ${project:+--project "$project"}')})"
  printf '%s\\n' "$ids"
  # Short names only for who types one: all of both would be too much to look at.
  case "$1" in
    "" | *.*) ;;
    *) printf '%s\\n' "$ids" | sed 's/^[^.]*[.]//' ;;
  esac
}
_seeknal() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local at="" word words="" values="" project="" before="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "\${at:+$at }$word" in
      ${paths.map((path) => `"${path}"`).join(' | ')}) at="\${at:+$at }$word" ;;
    esac
    if [ "$word" = --project ]; then project="\${COMP_WORDS[index+1]}"; fi
  done
  # In a list with commas, what stands before the last one stays.
  case "$current" in
    *,*) before="\${current%,*}," ;;
  esac
  case "$at $previous" in
${values.join('\n')}
  esac
  case "$previous" in
    ${nodeFlags.join(' | ')}) values="$(_seeknal_nodes "\${current##*,}")" ;;
    ${folderFlags.join(' | ')})
      COMPREPLY=($(compgen -d -- "$current"))
      return ;;
    ${fileFlags.join(' | ')})
      COMPREPLY=($(compgen -f -- "$current"))
      return ;;
  esac
  if [ -n "$values" ]; then
    COMPREPLY=($(compgen -W "$values" -P "$before" -- "\${current##*,}"))
    return
  fi
  case "$at" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _seeknal seeknal`;
}

function namesOf({ long, short }: FlagWords): string[] {
  return short === null ? [long] : [short, long];
}
