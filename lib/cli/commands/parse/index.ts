import { Option } from 'commander';
import { defineCommand } from '../../define-command';
import type { ParseFlags } from './flags';

export const parse = defineCommand<ParseFlags>({
  usage: 'parse',
  description: 'check the node files and write target/manifest.json',
  examples: [
    ['seeknal parse', 'name every mistake, and what changed since the last parse'],
    ['seeknal parse --json', 'print the manifest'],
  ],
  flags: (command) =>
    command
      .addOption(
        new Option('--format <form>', 'what to print').choices(['table', 'json']).default('table'),
      )
      .option('--json', 'the same as --format json')
      .option('--no-diff', 'leave out what changed since the last parse'),
  action: async (invocation) => (await import('./action')).parseAction(invocation),
});
