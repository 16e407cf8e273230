'use client';

import { useMemo } from 'react';
import { z } from 'zod';
import { useStored } from '../ui/use-stored';
import type { RunRequestRecord } from '@/lib/events/run-event';
import { parseParams, printParams } from './parse-params';

/** How runs treat failures and slots; remembered in this browser from one run to the next. */
const optionsSchema = z.object({
  /** After a failure: let what runs finish, cancel it too, or go on with what does not depend on it. */
  onFailure: z.enum(['stop', 'cancel', 'continue']).catch('stop'),
  /** Further attempts for a node that fails. */
  retry: z.number().int().min(0).max(10).catch(0),
  /** Nodes at the same time; null: as many as the server has cores. */
  parallel: z.number().int().min(1).max(256).nullable().catch(null),
  earlyCutoff: z.boolean().catch(false),
  /** Values for `{{ }}`, as they are typed: `min_amount=5`. */
  params: z.string().max(10_000).catch(''),
});
export type RunOptions = z.infer<typeof optionsSchema>;

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

function parse(text: string): RunOptions {
  if (text === '') return usual;
  try {
    const parsed = optionsSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : usual;
  } catch {
    // Somebody else's text under our key: a run without options is the safe one.
    return usual;
  }
}
