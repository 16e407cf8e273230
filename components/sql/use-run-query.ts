'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { QueryResult } from '@/lib/data/ask';
import { askData } from '../data/ask-data';

export interface QueryRun {
  readonly sql: string;
  readonly explain: boolean;
}

/** Runs one query at a time; a new one, or leaving, ends the one before, on the server too. */
export function useRunQuery(
  onEnd: (run: QueryRun, result: QueryResult | null, seconds: number) => void,
) {
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const mutation = useMutation({
    mutationFn: async (run: QueryRun) => {
      abort.current?.abort();
      const own = new AbortController();
      abort.current = own;
      const started = performance.now();
      const seconds = (): number => (performance.now() - started) / 1000;
      try {
        const result = await askData({ type: 'query', ...run }, own.signal);
        if (!run.explain) onEnd(run, result, seconds());
        return { run, result };
      } catch (error) {
        if (own.signal.aborted) return { run, result: null };
        if (!run.explain) onEnd(run, null, seconds());
        throw error;
      }
    },
  });
  return {
    run: (run: QueryRun) => mutation.mutate(run),
    cancel: () => abort.current?.abort(),
    isRunning: mutation.isPending,
    /** The run that goes on or was last. */
    last: mutation.variables ?? null,
    startedAtMs: mutation.submittedAt,
    /** `result` null: it was cancelled. */
    ended: mutation.data ?? null,
    error: mutation.error,
  };
}
