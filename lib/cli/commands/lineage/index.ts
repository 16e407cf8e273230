import { defineCommand } from '../../define-command';
import type { LineageFlags } from './flags';

export const lineage = defineCommand<LineageFlags>({
  usage: 'lineage [node]',
  description: 'draw what a node is made from and what is made from it, or the whole project',
  examples: [
    ['seeknal lineage clean_users', 'the tree up and down, each node once'],
    ['seeknal lineage', 'everything, from the nodes that read no others'],
  ],
  flags: (command) => command.option('--json', 'print the nodes and edges as JSON'),
  action: async (invocation) => (await import('./action')).lineageAction(invocation),
});
