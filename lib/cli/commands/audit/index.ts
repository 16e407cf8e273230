import { defineCommand } from '../../define-command';
import type { AuditFlags } from './flags';

export const audit = defineCommand<AuditFlags>({
  usage: 'audit [node]',
  description: 'make the audits of the stored outputs again, without running any node',
  examples: [
    ['seeknal audit', 'all nodes with audits; exit code 1 when one does not pass, a warning too'],
    ['seeknal audit source.users', 'one node'],
  ],
  flags: (command) => command.option('--json', 'print the results as JSON'),
  action: async (invocation) => (await import('./action')).auditAction(invocation),
});
