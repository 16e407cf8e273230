import { Option } from 'commander';
import { defineCommand } from '../../define-command';
import type { DiffFlags } from './flags';

export const diff = defineCommand<DiffFlags>({
  usage: 'diff',
  description: 'show what changed since the last run, and what it means for other nodes',
  examples: [
    ['seeknal diff', 'the project on disk against the last finished run'],
    ['seeknal diff --against main', 'against the project as a Git revision has it'],
    ['seeknal diff --against target/manifest.json.old', 'against a manifest file'],
    ['seeknal diff --old a.json --new b.json', 'two manifest files'],
  ],
  flags: (command) =>
    command
      .option('--against <file-or-rev>', 'a manifest file, or a Git revision')
      .addOption(new Option('--old <file>', 'the earlier manifest').conflicts('against'))
      .addOption(new Option('--new <file>', 'the later manifest').conflicts('against'))
      .option('--json', 'print the differences as JSON'),
  action: async (invocation) => (await import('./action')).diffAction(invocation),
});
