import { defineCommand } from '../../define-command';
import { wholeNumber } from '../../flag-values';
import type { RetryFlags } from './flags';

export const retry = defineCommand<RetryFlags>({
  usage: 'retry',
  description: 'run again what failed in a run, and what was skipped because of it',
  examples: [
    ['seeknal retry', 'after the cause was mended'],
    ['seeknal retry --dry-run', 'show which nodes these are'],
    ['seeknal retry --continue-on-error --retry 3', 'get as far as possible'],
  ],
  flags: (command) =>
    command
      .option('--run <id>', 'of this run (default: the last one)')
      .option('--dry-run', 'show the plan and run nothing')
      .option('--continue-on-error', 'go on with what does not depend on a failed node')
      .option('-r, --retry <n>', 'further attempts for a node that fails', wholeNumber(0))
      .option(
        '--parallel <n>',
        'nodes at the same time (default: the number of cores)',
        wholeNumber(1),
      )
      .option('--materialize', 'also to targets that are not enabled')
      .option('--no-materialize', 'write outputs to no target besides their files')
      .option('--wait', 'wait for another run to end, instead of being refused')
      .option('--json', 'one event a line, at the end the execution summary'),
  action: async (invocation) => (await import('./action')).retryAction(invocation),
});
