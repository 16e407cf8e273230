import { Option } from 'commander';
import { defineCommand } from '../../define-command';
import { runId } from '../../flag-values';
import { declareRequestFlags, selectionKeys } from '../../request-flags';
import type { RunFlags } from './flags';

export const run = defineCommand<RunFlags>({
  usage: 'run',
  description: 'run what changed and everything downstream of it',
  examples: [
    ['seeknal run', 'run what changed'],
    ['seeknal run --full', 'run all nodes'],
    ['seeknal run --dry-run', 'show the plan and run nothing'],
    ['seeknal run --types feature_group', 'only nodes of one kind'],
    ['seeknal run --nodes user_features,order_features', 'these nodes and their downstream'],
    ['seeknal run --select +churn_model', 'a node and all that it is made from'],
    ['seeknal run --select tag:ml,state:changed', 'what changed among nodes with a tag'],
    ['seeknal run --exclude-tags expensive,experimental', 'leave out what is tagged so'],
    ['seeknal run --continue-on-error --retry 3', 'get as far as possible'],
    ['seeknal run --plan plan.json', 'what `seeknal plan --out plan.json` has shown'],
    ['seeknal run --date 2026-01-31', 'as of that day: {{ today }} and {{ date }} are it'],
    [`seeknal run --params '{"min_amount": 5}'`, 'with another value for a parameter'],
    ['seeknal run --watch', 'run again whenever a file changes'],
  ],
  flags: (command) => {
    declareRequestFlags(command);
    command
      .option('--dry-run', 'show the plan and run nothing')
      .option('-p, --show-plan', 'like --dry-run, with the reason of each decision')
      .addOption(
        new Option('--plan <file>', 'what `seeknal plan --out` kept').conflicts(selectionKeys),
      )
      .option('--wait', 'wait for another run to end, instead of being refused')
      .addOption(
        new Option('--watch', 'run again whenever a file of the project changes').conflicts([
          'plan',
          'dryRun',
          'showPlan',
          'runId',
        ]),
      )
      .option('--json', 'one event a line, at the end the execution summary')
      .addOption(
        new Option(
          '--run-id <id>',
          'what the run is called, and what {{ run_id }} stands for',
        ).argParser(runId),
      )
      .addOption(
        new Option('--trigger <who>')
          .hideHelp()
          .choices(['cli', 'dashboard', 'api'])
          .default('cli'),
      );
  },
  action: async (invocation) => (await import('./action')).runAction(invocation),
});
