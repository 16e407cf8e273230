import { Option } from 'commander';
import { defineCommand } from '../../define-command';
import { wholeNumber } from '../../flag-values';
import type { UiFlags } from './flags';

export const ui = defineCommand<UiFlags>({
  usage: 'ui',
  description: 'serve the dashboard of the project',
  examples: [
    ['seeknal ui', 'serve the project in this folder on http://127.0.0.1:3000'],
    ['seeknal ui --port 0', 'take any free port, and print it'],
  ],
  flags: (command) =>
    command
      .option('--port <n>', 'port (default: $PORT, else 3000)', wholeNumber(0))
      .option('--host <name>', 'address to listen on (default: $HOST, else 127.0.0.1)')
      .addOption(new Option('--dev', 'hot reload, for work on the dashboard itself').hideHelp()),
  action: async (invocation) => (await import('./action')).uiAction(invocation),
});
