'use client';

import { useMemo, useState } from 'react';
import type { NodeView, RunView } from '@/lib/events/run-view';
import { cn } from '../ui/cn';
import { Elapsed } from '../ui/elapsed';
import { countShortOf } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { runStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';
import { CancelNodeButton } from './cancel-node-button';
import { LogList } from './log-list';
import { toLogRows } from './log-rows';
import { NodeLink } from './node-link';
import { runStateWord } from './run-state-word';
import { withoutId } from './without-id';

/** Nodes that have just finished and are still of interest. */
const mostFinished = 20;

/** What goes on now, and what has just finished; the log instead of the latter once there is one. */
export function DockRunning({ view }: { readonly view: RunView }) {
  const nodes = [...view.nodes.values()];
  const running = nodes.filter((node) => node.status === 'running');
  const failed = nodes.filter((node) => node.status === 'failed');
  return (
    // Of one height, so that the graph above stands still while nodes come and go.
    <div className="grid h-31 border-t border-line max-sm:hidden md:grid-cols-2">
      <ul aria-label="Running nodes" className="overflow-y-auto border-r border-line py-1.5">
        {failed.length + running.length === 0 && (
          <li className="px-4 py-1 text-ink-faint">Between two nodes.</li>
        )}
        {failed.map((node) => (
          <FinishedLine key={node.id} node={node} />
        ))}
        {running.map((node) => (
          <RunningLine key={node.id} runId={view.started?.run_id ?? ''} node={node} />
        ))}
      </ul>
      {view.logs.length > 0 ? (
        <DockLog logs={view.logs} />
      ) : (
        <ul aria-label="Just finished" className="overflow-y-auto py-1.5 max-md:hidden">
          {justFinished(nodes).map((node) => (
            <FinishedLine key={node.id} node={node} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Enough for a strip of six lines; the run's page has them all. */
const mostLines = 500;

function DockLog({ logs }: { readonly logs: RunView['logs'] }) {
  const [follows, setFollows] = useState(true);
  const rows = useMemo(
    () => toLogRows(logs.slice(-mostLines), { nodeId: null, text: '', level: 'debug' }),
    [logs],
  );
  return (
    <LogList
      rows={rows}
      follows={follows}
      onFollow={setFollows}
      empty="No log lines so far."
      className="max-md:hidden"
    />
  );
}

function RunningLine({ runId, node }: { readonly runId: string; readonly node: NodeView }) {
  return (
    <li className="flex items-center gap-2 px-4 py-1">
      <StateIcon look={runStates.running} />
      <NodeLink id={node.id} className="min-w-0 shrink truncate" />
      {node.attempt > 1 && (
        <span className="shrink-0 text-2xs text-ink-faint">attempt {node.attempt}</span>
      )}
      <span aria-hidden className="ml-auto h-1 w-20 shrink-0 overflow-hidden rounded-full bg-hover">
        <span
          className={cn(
            'block h-full rounded-full bg-run-running',
            node.percent === null && 'w-full animate-pulse opacity-40',
          )}
          style={node.percent === null ? undefined : { width: `${node.percent}%` }}
        />
      </span>
      <span
        title={node.statement ?? undefined}
        className="w-10 shrink-0 text-right text-xs text-ink-soft tabular-nums"
      >
        {node.percent === null ? '' : `${Math.round(node.percent)} %`}
      </span>
      {node.startedAtMs !== null && (
        <Elapsed
          fromMs={node.startedAtMs}
          toMs={null}
          className="w-16 shrink-0 text-right text-xs text-ink-soft tabular-nums"
        />
      )}
      <CancelNodeButton runId={runId} nodeId={node.id} compact />
    </li>
  );
}

function FinishedLine({ node }: { readonly node: NodeView }) {
  return (
    <li className="flex items-center gap-2 px-4 py-1">
      <StateIcon look={runStates[runStateWord(node, { ready: false, over: false })]} />
      <NodeLink id={node.id} className="min-w-0 shrink truncate" />
      {node.error === null ? (
        <span className="ml-auto shrink-0 text-xs text-ink-faint tabular-nums">
          {formatDuration(node.duration ?? 0)}
          {node.rowCount !== null && ` · ${countShortOf(node.rowCount, 'row')}`}
        </span>
      ) : (
        <span title={node.error.message} className="min-w-0 flex-1 truncate text-ink-soft">
          {withoutId(node.error.message, node.id)}
        </span>
      )}
    </li>
  );
}

function justFinished(nodes: readonly NodeView[]): NodeView[] {
  return nodes
    .filter((node) => node.status === 'success')
    .toSorted((a, b) => (b.finishedAtMs ?? 0) - (a.finishedAtMs ?? 0))
    .slice(0, mostFinished);
}
