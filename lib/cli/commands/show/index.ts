import { defineCommand } from '../../define-command';
import type { ShowFlags } from './flags';

export const show = defineCommand<ShowFlags>({
  usage: 'show <node>',
  description: 'tell all about one node: what it is, what it reads, how it stands and why',
  examples: [
    ['seeknal show transform.clean_users', 'by id'],
    ['seeknal show clean_users --json', 'by short name, for a program'],
  ],
  flags: (command) => command.option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./action')).showAction(invocation),
});
