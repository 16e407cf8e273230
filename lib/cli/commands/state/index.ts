import { defineCommand, defineGroup } from '../../define-command';
import type { StateCleanFlags, StateFlags } from './flags';

const check = defineCommand<StateFlags>({
  usage: 'check',
  description: 'look for what is damaged, contradictory or left over in the stored state',
  examples: [['seeknal state check', 'exit code 1 when nodes have to run again because of it']],
  flags: (command) => command.option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./check-action')).stateCheckAction(invocation),
});

const clean = defineCommand<StateCleanFlags>({
  usage: 'clean',
  description: 'remove entries and outputs of nodes that no longer exist',
  examples: [
    ['seeknal state clean', 'only show what would be removed'],
    ['seeknal state clean --yes', 'remove it'],
  ],
  flags: (command) =>
    command
      .option('-y, --yes', 'remove it; else it is only shown')
      .option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./clean-action')).stateCleanAction(invocation),
});

const show = defineCommand<StateFlags>({
  usage: 'show',
  description: 'show what is remembered of every node',
  examples: [['seeknal state show --json', 'in the form of execution_state.json']],
  flags: (command) => command.option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./show-action')).stateShowAction(invocation),
});

export const state = defineGroup({
  name: 'state',
  description: 'what is remembered between runs',
  commands: [check, clean, show],
});
