'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { estimateRemaining } from '@/lib/events/estimate-remaining';
import { progressOf } from '@/lib/events/run-progress';
import { countByStatus, type RunView } from '@/lib/events/run-view';
import { formatDuration } from '../ui/format-duration';
import { Hint } from '../ui/hint';
import { useNow } from '../ui/use-now';
import { pastDurationsQuery } from './queries';
import { useRunGraph } from './use-run-graph';

/** How far a run is that goes on: done of all, slots in use, and how long it will take still. */
export function RunProgress({ runId, view }: { readonly runId: string; readonly view: RunView }) {
  const counts = countByStatus(view);
  const slots = view.started?.request.parallel ?? 1;
  const { done, planned } = progressOf(view);
  return (
    <dl aria-label="Progress" className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-sm">
      <Fact name="Done">
        {done} / {planned}
      </Fact>
      <Fact name="Slots in use">
        {counts.running} / {slots}
      </Fact>
      <Remaining runId={runId} view={view} slots={slots} />
    </dl>
  );
}

/** The time that is left, with how far off it may be. */
function Remaining({
  runId,
  view,
  slots,
}: {
  readonly runId: string;
  readonly view: RunView;
  readonly slots: number;
}) {
  const now = useNow(1000);
  const past = useQuery(pastDurationsQuery(runId)).data;
  const graph = useRunGraph(runId);
  if (now === null || past === undefined || graph === undefined) return null;
  const estimate =
    graph === null
      ? null
      : estimateRemaining({ graph: graph.graph, nodes: view.nodes, past, slots, nowMs: now });
  return (
    <Hint text="From what each node took in the runs before, played forward on the free slots">
      <div>
        <Fact name="Left">
          {estimate === null
            ? 'unknown: too few past runs'
            : `about ${formatDuration(estimate.remaining)} ± ${formatDuration(estimate.error)}`}
        </Fact>
      </div>
    </Hint>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5 whitespace-nowrap">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
