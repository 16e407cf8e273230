import { defineCommand } from '../../define-command';
import type { InitFlags } from './flags';

export const init = defineCommand<InitFlags>({
  usage: 'init',
  description: 'make a new project, with folders for its nodes',
  examples: [
    ['seeknal init --name shop', 'in this folder'],
    ['seeknal init --path shop', 'in a folder of its own'],
  ],
  flags: (command) =>
    command
      .option('-n, --name <name>', 'what it is called (default: the name of the folder)')
      .option('-d, --description <text>', 'what it is about')
      .option('--path <dir>', 'where (default: the project folder)')
      .option('-f, --force', 'also where there is a project: its settings are written anew')
      .option('--json', 'print what was made as JSON'),
  action: async (invocation) => (await import('./action')).initAction(invocation),
});
