import { defineCommand } from '../../define-command';
import type { DqFlags } from './flags';

export const dq = defineCommand<DqFlags>({
  usage: 'dq [node]',
  description: 'tell the data quality: what rules, audits and profiles found, last and over time',
  examples: [
    ['seeknal dq', 'the whole project with its health score'],
    ['seeknal dq orders_ok', 'one rule, profile or node with audits, over its last 20 runs'],
    ['seeknal dq --ascii', 'the same in plain letters'],
  ],
  flags: (command) => command.option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./action')).dqAction(invocation),
});
