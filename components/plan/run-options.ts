'use client';

import { useMemo } from 'react';
import { useStored } from '../ui/use-stored';
import type { RunRequestRecord } from '@/lib/events/run-event';
import { parseParams, printParams } from './parse-params';

/** How runs treat failures and slots; remembered in this browser from one run to the next. */
export interface RunOptions {
  /** After a failure: let what runs finish, cancel it too, or go on with what does not depend on it. */
  readonly onFailure: 'stop' | 'cancel' | 'continue';
  /** Further attempts for a node that fails: 0 to 10. */
  readonly retry: number;
  /** Nodes at the same time, 1 to 256; null: as many as the server has cores. */
  readonly parallel: number | null;
  readonly earlyCutoff: boolean;
  /** Values for `{{ }}`, as they are typed: `min_amount=5`. */
  readonly params: string;
}

const usual: RunOptions = {
  onFailure: 'stop',
  retry: 0,
  parallel: null,
  earlyCutoff: false,
  params: '',
};

/** The remembered options, and the way to change them. */
export function useRunOptions(): readonly [RunOptions, (options: RunOptions) => void] {
  const [text, store] = useStored('seeknal-run-options', '');
  const options = useMemo(() => parse(text), [text]);
  return [options, (next) => store(JSON.stringify(next))];
}

/** The options as an action takes them: only what differs from a plain run. */
export function toHow({ onFailure, retry, parallel, earlyCutoff, params }: RunOptions) {
  const values = parseParams(params) ?? {};
  return {
    ...(onFailure === 'continue' ? { continueOnError: true } : {}),
    ...(onFailure === 'cancel' ? { failFast: true } : {}),
    ...(retry > 0 ? { retry } : {}),
    ...(parallel === null ? {} : { parallel }),
    ...(earlyCutoff ? { earlyCutoff: true } : {}),
    ...(Object.keys(values).length === 0 ? {} : { values: { params: values } }),
  };
}

/** The options that a run had, to begin with when it is to run again. */
export function optionsOfRun(request: RunRequestRecord): RunOptions {
  return {
    onFailure:
      request.fail_fast === true ? 'cancel' : request.continue_on_error ? 'continue' : 'stop',
    retry: request.retry,
    parallel: request.parallel,
    earlyCutoff: request.early_cutoff === true,
    params: printParams(request.params ?? {}),
  };
}

/** How many options differ from those of a plain run. */
export function countSet(options: RunOptions): number {
  return Object.keys(toHow(options)).length;
}

/** What is remembered, each option by itself: one that makes no sense is as usual. */
function parse(text: string): RunOptions {
  if (text === '') return usual;
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    // Somebody else's text under our key: a run without options is the safe one.
    return usual;
  }
  if (typeof kept !== 'object' || kept === null) return usual;
  const { onFailure, retry, parallel, earlyCutoff, params } = kept as Record<string, unknown>;
  return {
    onFailure: onFailure === 'cancel' || onFailure === 'continue' ? onFailure : 'stop',
    retry: isWhole(retry, 0, 10) ? retry : usual.retry,
    parallel: isWhole(parallel, 1, 256) ? parallel : null,
    earlyCutoff: earlyCutoff === true,
    params: typeof params === 'string' && params.length <= 10_000 ? params : '',
  };
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}
