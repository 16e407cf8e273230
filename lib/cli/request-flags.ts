import type { Command } from 'commander';
import type { RunRequest } from '../service/run-request';
import { list, wholeNumber } from './flag-values';

/** What to run and how; `run` and `plan` share these. */
export interface RequestFlags extends SelectionFlags {
  readonly continueOnError?: true;
  readonly retry?: number;
  readonly parallel?: number;
}

/** Which nodes are meant. */
export interface SelectionFlags {
  readonly full?: true;
  readonly types?: readonly string[];
  readonly nodes?: readonly string[];
  readonly excludeTags?: readonly string[];
}

export function declareSelectionFlags(command: Command): void {
  command
    .option('-f, --full', 'all nodes, changed or not')
    .option('-t, --types <kinds>', 'only nodes of these kinds, as in source,transform', list)
    .option('-n, --nodes <names>', 'these nodes, by id or name, and all their downstream', list)
    .option('--exclude-tags <tags>', 'leave out nodes with any of these tags', list);
}

export function declareRequestFlags(command: Command): void {
  declareSelectionFlags(command);
  command
    .option('--continue-on-error', 'go on with what does not depend on a failed node')
    .option('-r, --retry <n>', 'further attempts for a node that fails', wholeNumber(0))
    .option(
      '--parallel <n>',
      'nodes at the same time (default: the number of cores)',
      wholeNumber(1),
    );
}

export function toRequest(flags: RequestFlags): RunRequest {
  return {
    mode: flags.full === true ? 'full' : 'incremental',
    types: flags.types ?? [],
    nodes: flags.nodes ?? [],
    excludeTags: flags.excludeTags ?? [],
    continueOnError: flags.continueOnError === true,
    retry: flags.retry ?? 0,
    parallel: flags.parallel ?? null,
  };
}
