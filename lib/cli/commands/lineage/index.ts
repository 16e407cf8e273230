import { Option } from 'commander';
import { defineCommand } from '../../define-command';
import type { LineageFlags } from './flags';

export const lineage = defineCommand<LineageFlags>({
  usage: 'lineage [node]',
  description: 'draw what a node is made from and what is made from it, or the whole project',
  examples: [
    ['seeknal lineage clean_users', 'the tree up and down, each node once'],
    ['seeknal lineage clean_users --column email', 'where a column comes from and where it goes'],
    ['seeknal lineage', 'everything, from the nodes that read no others'],
  ],
  flags: (command) =>
    command
      .option('--column <name>', 'follow one column of the node through the SQL of all others')
      .addOption(
        new Option('--columns', 'tell what each column of the node is made from').conflicts(
          'column',
        ),
      )
      .option('--json', 'print the nodes and edges as JSON'),
  action: async (invocation) => (await import('./action')).lineageAction(invocation),
});
