import { Argument } from 'commander';
import { defineCommand } from '../../define-command';

export const completion = defineCommand({
  usage: 'completion',
  description: 'print a script that lets the shell complete commands, flags and node names',
  examples: [
    ['source <(seeknal completion bash)', 'for this bash; put it in ~/.bashrc to keep it'],
    ['seeknal completion zsh > ~/.zfunc/_seeknal', 'for zsh, with ~/.zfunc in $fpath'],
    ['seeknal completion fish > ~/.config/fish/completions/seeknal.fish', 'for fish'],
  ],
  flags: (command) =>
    command.addArgument(new Argument('<shell>', 'whose script').choices(['bash', 'zsh', 'fish'])),
  action: async (invocation) => (await import('./action')).completionAction(invocation),
});
