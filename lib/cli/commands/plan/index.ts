import { defineCommand } from '../../define-command';
import { declareSelectionFlags, declareValueFlags } from '../../request-flags';
import type { PlanFlags } from './flags';

export const plan = defineCommand<PlanFlags>({
  usage: 'plan',
  description: 'show what a run would do with each node, and why',
  examples: [
    ['seeknal plan', 'what changed, and what a run would do about it'],
    ['seeknal plan --tags ml', 'the same filters as of run'],
    ['seeknal plan --date 2026-01-31', 'as of that day, as for run'],
    ['seeknal plan --out plan.json', 'keep it, to be run by: seeknal run --plan plan.json'],
  ],
  flags: (command) => {
    declareSelectionFlags(command);
    declareValueFlags(command);
    command
      .option('-o, --out <file>', 'keep the plan in a file')
      .option('--json', 'print the plan as JSON');
  },
  action: async (invocation) => (await import('./action')).planAction(invocation),
});
