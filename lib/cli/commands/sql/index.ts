import { Option } from 'commander';
import { defineCommand } from '../../define-command';
import { wholeNumber } from '../../flag-values';
import type { SqlFlags } from './flags';

export const sql = defineCommand<SqlFlags>({
  usage: 'sql <query>',
  description: 'ask the outputs of all nodes a question in read-only SQL; tables are kind.name',
  examples: [
    ['seeknal sql "SELECT count(*) FROM transform.clean_users"', 'a table in the terminal'],
    ['seeknal sql "FROM source.users" --format csv > users.csv', 'all rows as a file'],
    ['seeknal sql "FROM source.users" --explain', 'how DuckDB would run it'],
  ],
  flags: (command) =>
    command
      .addOption(
        new Option('-f, --format <format>', 'how to print it')
          .choices(['table', 'json', 'csv'])
          .default('table'),
      )
      .option(
        '-l, --limit <rows>',
        'the most rows of a table or of JSON; CSV has all',
        wholeNumber(1),
        1000,
      )
      .option('--explain', 'show how it would be run'),
  action: async (invocation) => (await import('./action')).sqlAction(invocation),
});
