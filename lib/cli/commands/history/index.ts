import { defineCommand, defineGroup } from '../../define-command';
import { wholeNumber } from '../../flag-values';
import type { HistoryListFlags, HistoryShowFlags } from './flags';

const list = defineCommand<HistoryListFlags>({
  usage: 'list',
  description: 'list past runs, newest first',
  examples: [
    ['seeknal history list', 'the last 20 runs that had something to do'],
    ['seeknal history list --all --limit 100', 'also those that had nothing to do'],
  ],
  flags: (command) =>
    command
      .option('-l, --limit <n>', 'how many', wholeNumber(1), 20)
      .option('--all', 'also runs that had nothing to do')
      .option('--json', 'print them as JSON'),
  action: async (invocation) => (await import('./list-action')).historyListAction(invocation),
});

const show = defineCommand<HistoryShowFlags>({
  usage: 'show <run>',
  description: 'show one run, node by node',
  examples: [
    ['seeknal history show last', 'the newest run'],
    ['seeknal history show 20260130_0915', 'by its id, or the beginning of it'],
  ],
  flags: (command) => command.option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./show-action')).historyShowAction(invocation),
});

const compare = defineCommand<HistoryShowFlags>({
  usage: 'compare <run> <run>',
  description: 'show what went differently in two runs',
  examples: [
    ['seeknal history compare 20260130_091502_k3f9 last', 'an earlier run and the newest'],
  ],
  flags: (command) => command.option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./compare-action')).historyCompareAction(invocation),
});

export const history = defineGroup({
  name: 'history',
  description: 'past runs',
  commands: [list, show, compare],
});
