'use client';

import { RotateCcw } from 'lucide-react';
import type { RunView } from '@/lib/events/run-view';
import { unfinishedNodes } from '@/lib/events/unfinished-nodes';
import { Button } from '../ui/button';
import { countOf } from '../ui/format-count';
import { useRetry } from './use-retry';

/** Runs again what a run left undone, where one has seen it fail; the run's page offers it with other options too. */
export function DockRetry({ runId, view }: { readonly runId: string; readonly view: RunView }) {
  const retry = useRetry(runId, 'stay');
  const undone = unfinishedNodes(view);
  if (undone.length === 0) return null;
  return (
    <Button
      title="Runs again what failed and what was not reached, as it was asked for"
      unavailable={retry.isPending ? 'The run is starting' : null}
      onClick={() => retry.mutate({ from: null, options: null })}
    >
      <RotateCcw />
      <span>
        Retry<span className="max-sm:sr-only"> {countOf(undone.length, 'node')}</span>
      </span>
    </Button>
  );
}
