import { bashScript } from './bash-script';
import type { CommandWords } from './command-words';

/**
 * zsh reads completions of bash. The script may be sourced, or lie as `_seeknal` in a folder of `fpath`: there
 * it is loaded by the first question for completions, which it then answers.
 */
export function zshScript(commands: readonly CommandWords[]): string {
  const [, ...rest] = bashScript(commands).split('\n');
  return `#compdef seeknal
# zsh completion of seeknal; made by: seeknal completion zsh
(( $+functions[compdef] )) || { autoload -U +X compinit && compinit -i; }
autoload -U +X bashcompinit && bashcompinit
_seeknal_asked="\${funcstack[1]:-}"
${rest.join('\n')}
if [ "$_seeknal_asked" = _seeknal ]; then _bash_complete -F _seeknal; fi`;
}
