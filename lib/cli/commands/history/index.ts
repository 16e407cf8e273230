import { Option } from 'commander';
import { defineCommand, defineGroup } from '../../define-command';
import { byteSize, wholeNumber } from '../../flag-values';
import type {
  HistoryCleanFlags,
  HistoryExportFlags,
  HistoryListFlags,
  HistoryShowFlags,
} from './flags';

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
  usage: 'show [run]',
  description: 'show one run, node by node; the newest without a name',
  examples: [
    ['seeknal history show', 'the newest run'],
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

const exportCommand = defineCommand<HistoryExportFlags>({
  usage: 'export [run]',
  description: 'write one run, the newest without a name, as a file to hand on',
  examples: [
    ['seeknal history export --format html --out run.html', 'a report that opens offline'],
    ['seeknal history export', 'its execution summary as JSON'],
    ['seeknal history export --format csv', 'a line a node'],
  ],
  flags: (command) =>
    command
      .addOption(
        new Option('-f, --format <format>', 'in which form')
          .choices(['json', 'csv', 'html'])
          .default('json'),
      )
      .option('-o, --out <file>', 'write it there (default: print it)'),
  action: async (invocation) => (await import('./export-action')).historyExportAction(invocation),
});

const clean = defineCommand<HistoryCleanFlags>({
  usage: 'clean',
  description: 'remove old runs, and manifests that were kept for them alone',
  examples: [
    ['seeknal history clean', 'only show what would go, so that the last 1,000 runs are left'],
    ['seeknal history clean --keep-days 90 --yes', 'remove runs older than 90 days'],
    ['seeknal history clean --keep-last 200 --keep-size 500MB --yes', 'by number and by size'],
  ],
  flags: (command) =>
    command
      .option('--keep-last <n>', 'keep so many of the newest runs', wholeNumber(1))
      .option('--keep-days <n>', 'keep runs of so many days', wholeNumber(0))
      .addOption(
        new Option('--keep-size <size>', 'keep so much of the newest runs, as in 500MB').argParser(
          byteSize,
        ),
      )
      .option('-y, --yes', 'remove it; else it is only shown')
      .option('--json', 'print it as JSON'),
  action: async (invocation) => (await import('./clean-action')).historyCleanAction(invocation),
});

export const history = defineGroup({
  name: 'history',
  description: 'past runs',
  commands: [list, show, compare, exportCommand, clean],
});
