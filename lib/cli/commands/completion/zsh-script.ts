import { bashScript } from './bash-script';
import type { CommandWords } from './command-words';

/** zsh reads completions of bash; where it is loaded from makes no difference to it. */
export function zshScript(commands: readonly CommandWords[]): string {
  const [, ...rest] = bashScript(commands).split('\n');
  return `#compdef seeknal
# zsh completion of seeknal; made by: seeknal completion zsh
autoload -U +X compinit && compinit -i
autoload -U +X bashcompinit && bashcompinit
${rest.join('\n')}`;
}
