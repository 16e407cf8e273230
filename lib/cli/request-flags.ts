import { Option, type Command } from 'commander';
import type { Partition } from '../planner/partition';
import type { RunRequest } from '../service/requests/run-request';
import type { JsonObject } from '../util/json';
import { dayOrTime, jsonObject, list, partition, wholeNumber } from './flag-values';

/** How nodes run; `run` and `retry` share these. */
export interface MannerFlags {
  readonly continueOnError?: true;
  readonly retry?: number;
  readonly parallel?: number | true;
  readonly maxWorkers?: number;
  readonly materialize?: boolean;
  readonly verbose?: true;
}

/** What to run and how; `plan` and `run` share these. */
export interface RequestFlags extends SelectionFlags, ValueFlags, MannerFlags {
  readonly failFast?: true;
  readonly earlyCutoff?: true;
  readonly partition?: Partition;
}

/** What to put into `{{ }}`. */
export interface ValueFlags {
  readonly date?: string;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly params?: JsonObject;
}

/** Which nodes are meant. */
export interface SelectionFlags {
  readonly full?: true;
  readonly types?: readonly string[];
  readonly nodes?: readonly string[];
  readonly tags?: readonly string[];
  readonly excludeTags?: readonly string[];
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
}

/** What a saved plan has decided already. */
export const selectionKeys: (keyof (SelectionFlags & ValueFlags))[] = [
  'full',
  'types',
  'nodes',
  'tags',
  'excludeTags',
  'select',
  'exclude',
  'date',
  'startDate',
  'endDate',
  'params',
];

export function declareSelectionFlags(command: Command): void {
  command
    .option('-f, --full', 'all nodes, changed or not')
    .option('-t, --types <kinds>', 'only nodes of these kinds, as in source,transform', list)
    .option('-n, --nodes <names>', 'these nodes, by id or name, and all their downstream', list)
    .option('--tags <tags>', 'nodes with any of these tags, and all their upstream', list)
    .option('--exclude-tags <tags>', 'leave out nodes with any of these tags', list)
    .option('-s, --select <selector...>', 'only these nodes, as in tag:daily +churn_model')
    .option('--exclude <selector...>', 'leave out these nodes, as in kind:exposure');
}

export function declareValueFlags(command: Command): void {
  command
    .option(
      '--date <day>',
      'the day that {{ date }}, {{ today }} and {{ run_date }} mean',
      dayOrTime,
    )
    .option('--start-date <day>', 'what {{ start_date }} stands for', dayOrTime)
    .option('--end-date <day>', 'what {{ end_date }} stands for', dayOrTime)
    .option('--params <json>', `values by name, as in '{"min_amount": 5}'`, jsonObject);
}

/** How nodes run, whichever these are. */
export function declareMannerFlags(command: Command): void {
  command
    .option('--continue-on-error', 'go on with what does not depend on a failed node')
    .option('-r, --retry <n>', 'further attempts for a node that fails', wholeNumber(0))
    .option(
      '--parallel [n]',
      'nodes at the same time (default: the number of cores)',
      wholeNumber(1),
    )
    .option('--max-workers <n>', 'the same as --parallel <n>', wholeNumber(1))
    .option('--materialize', 'also to targets that are not enabled')
    .option('--no-materialize', 'write outputs to no target besides their files')
    .option('-v, --verbose', 'also tell what nodes print while they run');
}

export function declareRequestFlags(command: Command): void {
  declareSelectionFlags(command);
  declareValueFlags(command);
  declareMannerFlags(command);
  command
    .addOption(
      new Option('--fail-fast', 'cancel the nodes that run when one fails').conflicts(
        'continueOnError',
      ),
    )
    .option('--early-cutoff', 'leave alone what only reads outputs that came out unchanged')
    .addOption(
      new Option('--partition <i/n>', 'run one of n parts, and wait for what others make of it')
        .argParser(partition)
        .conflicts(['plan', 'watch']),
    );
}

export function toRequest(flags: RequestFlags): RunRequest {
  return {
    mode: flags.full === true ? 'full' : 'incremental',
    types: flags.types ?? [],
    nodes: flags.nodes ?? [],
    tags: flags.tags ?? [],
    excludeTags: flags.excludeTags ?? [],
    select: selector(flags.select),
    exclude: selector(flags.exclude),
    continueOnError: flags.continueOnError === true,
    retry: flags.retry ?? 0,
    parallel: flags.maxWorkers ?? (flags.parallel === true ? null : (flags.parallel ?? null)),
    ...(flags.failFast === true ? { failFast: true } : {}),
    ...(flags.earlyCutoff === true ? { earlyCutoff: true } : {}),
    ...(flags.materialize === undefined
      ? {}
      : { materialize: flags.materialize ? 'always' : 'never' }),
    ...(flags.partition === undefined ? {} : { partition: flags.partition }),
    ...toValues(flags),
  };
}

/** Left out when nothing is given, so that a plain request stays one. */
function toValues({ date, startDate, endDate, params }: ValueFlags): Pick<RunRequest, 'values'> {
  const given = [date, startDate, endDate, params].some((value) => value !== undefined);
  if (!given) return {};
  return {
    values: {
      date: date ?? null,
      startDate: startDate ?? null,
      endDate: endDate ?? null,
      params: params ?? {},
    },
  };
}

/** `--select a b` and `--select "a b"` say the same: whatever is in any of them. */
function selector(words: readonly string[] | undefined): string | null {
  return words === undefined ? null : words.join(' ');
}
