'use client';

import type { NodeView, RunView } from '@/lib/events/run-view';
import { formatDuration } from '../ui/format-duration';
import { runStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';
import { withoutId } from './without-id';
import { NodeLink } from './node-link';
import { runStateWord } from './run-state-word';

const mostSlow = 5;

/** What a person asks once a run is over: what failed and why, else what took the time. */
export function DockResults({ view }: { readonly view: RunView }) {
  const nodes = [...view.nodes.values()];
  const failed = nodes.filter((node) => node.error !== null && node.status === 'failed');
  const slowest = nodes
    .filter((node) => node.status === 'success')
    .toSorted((a, b) => (b.duration ?? 0) - (a.duration ?? 0))
    .slice(0, mostSlow);
  if (failed.length > 0) return <Failed nodes={failed} />;
  if (slowest.length === 0) return null;
  return (
    <div className="flex items-center gap-x-5 overflow-x-auto border-t border-line px-4 py-2 text-xs whitespace-nowrap">
      <span className="text-ink-faint" id="slowest-nodes">
        Slowest
      </span>
      <ul aria-labelledby="slowest-nodes" className="flex items-center gap-x-5">
        {slowest.map((node) => (
          <li key={node.id} className="flex items-center gap-1.5">
            <NodeLink id={node.id} />
            <span className="text-ink-soft tabular-nums">{formatDuration(node.duration ?? 0)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Failed({ nodes }: { readonly nodes: readonly NodeView[] }) {
  return (
    <ul
      aria-label="Failed nodes"
      className="max-h-32 divide-y divide-line overflow-y-auto border-t border-line"
    >
      {nodes.map((node) => (
        <li key={node.id} className="flex items-start gap-2 px-4 py-1.5">
          <StateIcon
            look={runStates[runStateWord(node, { ready: false, over: true })]}
            className="mt-[3px]"
          />
          <span className="flex min-w-0 flex-1 flex-wrap gap-x-3">
            <NodeLink id={node.id} className="break-all" />
            <span title={node.error?.message} className="line-clamp-2 min-w-0 text-ink-soft">
              {node.error !== null && withoutId(node.error.message, node.id)}
            </span>
            {node.error?.place !== undefined && (
              <span className="font-mono text-2xs leading-5 break-all text-ink-faint">
                {node.error.place.file}:{node.error.place.line}:{node.error.place.column}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
