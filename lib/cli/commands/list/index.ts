import { defineCommand } from '../../define-command';
import { list as listOf } from '../../flag-values';
import type { ListFlags } from './flags';

export const list = defineCommand<ListFlags>({
  usage: 'list',
  description: 'list the nodes of the project and how they stand',
  examples: [
    ['seeknal list', 'all nodes'],
    ['seeknal list --types source,transform', 'only of these kinds'],
    ['seeknal list --select state:changed', 'what the next run would build'],
    ['seeknal list --select +churn_model --json', 'a model and all it is made from, as JSON'],
  ],
  flags: (command) =>
    command
      .option('-t, --types <kinds>', 'only nodes of these kinds, as in source,transform', listOf)
      .option('--tags <tags>', 'only nodes with any of these tags', listOf)
      .option('--exclude-tags <tags>', 'leave out nodes with any of these tags', listOf)
      .option('-s, --select <selector...>', 'only these nodes, as in tag:daily +churn_model')
      .option('--exclude <selector...>', 'leave out these nodes, as in kind:exposure')
      .option('--names', 'print only their ids, one a line')
      .option('--json', 'print them as JSON'),
  action: async (invocation) => (await import('./action')).listAction(invocation),
});
