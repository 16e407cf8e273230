import { availableParallelism } from 'node:os';
import type { RunMode, RunRequestRecord } from '../../events/run-event';
import { noValues, type TemplateValues } from '../../templates/template-values';
import { valuesRecord } from './values-record';
import { partitionText, type Partition } from '../../planner/partition';

/** What a person asks to be run; the same from the command line and from the browser. */
export interface RunRequest {
  readonly mode: RunMode;
  /** Kinds; empty for all. */
  readonly types: readonly string[];
  /** Ids or short names; these and all their downstream. Empty: whatever changed. */
  readonly nodes: readonly string[];
  /** Nodes with any of these and all their upstream, together with `nodes`. */
  readonly tags: readonly string[];
  readonly excludeTags: readonly string[];
  /** A selector: no other nodes run. Null for none. */
  readonly select: string | null;
  /** A selector: these don't run. Null for none. */
  readonly exclude: string | null;
  readonly continueOnError: boolean;
  /** Further attempts for a node that failed. */
  readonly retry: number;
  /** Nodes that may run at the same time; null for the number of cores. */
  readonly parallel: number | null;
  /** The first failure also cancels the nodes that run; without it they may finish. */
  readonly failFast?: boolean;
  /** A node whose output comes out as it was does not make its downstream run. */
  readonly earlyCutoff?: boolean;
  /** Whether outputs go to their further targets; without it as the nodes say. */
  readonly materialize?: 'never' | 'always';
  /** Run only one part of the plan; others run the rest, at the same time or before. */
  readonly partition?: Partition | null;
  /** What stands in the place of `{{ }}`, beyond what the project itself says. */
  readonly values?: TemplateValues;
}

export const plainRun: RunRequest = {
  mode: 'incremental',
  types: [],
  nodes: [],
  tags: [],
  excludeTags: [],
  select: null,
  exclude: null,
  continueOnError: false,
  retry: 0,
  parallel: null,
};

/** How a run treats failures and slots, whatever it runs. */
export function howOf({
  continueOnError,
  retry,
  parallel,
  failFast,
  earlyCutoff,
}: RunRequest): Partial<RunRequest> {
  return {
    continueOnError,
    retry,
    parallel,
    ...(failFast === true ? { failFast } : {}),
    ...(earlyCutoff === true ? { earlyCutoff } : {}),
  };
}

/** The request as events and history keep it. */
export function toRequestRecord(request: RunRequest): RunRequestRecord {
  return {
    mode: request.mode,
    types: request.types,
    nodes: request.nodes,
    tags: request.tags,
    exclude_tags: request.excludeTags,
    select: request.select,
    exclude: request.exclude,
    continue_on_error: request.continueOnError,
    retry: request.retry,
    parallel: request.parallel ?? availableParallelism(),
    ...(request.failFast === true ? { fail_fast: true } : {}),
    ...(request.earlyCutoff === true ? { early_cutoff: true } : {}),
    ...(request.materialize === undefined ? {} : { materialize: request.materialize }),
    ...(request.partition == null ? {} : { partition: partitionText(request.partition) }),
    ...valuesRecord(request.values ?? noValues),
  };
}
