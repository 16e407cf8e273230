import { defineCommand } from '../../define-command';
import { wholeNumber } from '../../flag-values';
import type { InspectFlags } from './flags';

export const inspect = defineCommand<InspectFlags>({
  usage: 'inspect [node]',
  description: 'look at the rows that a node has left, or list what there is to look at',
  examples: [
    ['seeknal inspect', 'list all outputs with their rows, columns and size'],
    ['seeknal inspect transform.clean_users', 'its first 10 rows'],
    ['seeknal inspect clean_users --limit 100', 'by short name, more of them'],
    ['seeknal inspect clean_users --schema', 'its columns and their types'],
  ],
  flags: (command) =>
    command
      .option('-l, --limit <rows>', 'how many rows to show, 500 at most', wholeNumber(1), 10)
      .option('-s, --schema', 'show columns and types instead of rows')
      .option('--list', 'list all outputs')
      .option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./action')).inspectAction(invocation),
});
