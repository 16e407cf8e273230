import { defineCommand } from '../../define-command';
import { declareMannerFlags } from '../../request-flags';
import type { RetryFlags } from './flags';

export const retry = defineCommand<RetryFlags>({
  usage: 'retry',
  description: 'run again what failed in a run, and what was skipped because of it',
  examples: [
    ['seeknal retry', 'after the cause was mended'],
    ['seeknal retry --dry-run', 'show which nodes these are'],
    ['seeknal retry --continue-on-error --retry 3', 'get as far as possible'],
  ],
  flags: (command) => {
    command
      .option('--run <id>', 'of this run (default: the last one)')
      .option('--dry-run', 'show the plan and run nothing');
    declareMannerFlags(command);
    command
      .option('--wait', 'wait for another run to end, instead of being refused')
      .option('--json', 'one event a line, at the end the execution summary');
  },
  action: async (invocation) => (await import('./action')).retryAction(invocation),
});
