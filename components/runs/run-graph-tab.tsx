'use client';

import { useQuery } from '@tanstack/react-query';
import { Pause, Play, Unplug } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { countByStatus, type RunView } from '@/lib/events/run-view';
import { parseNodeId, type NodeId } from '@/lib/graph/node-id';
import { Canvas } from '../graph/canvas';
import { useTopology } from '../graph/use-topology';
import { formatDuration } from '../ui/format-duration';
import { formatMoment } from '../ui/format-time';
import { IconButton } from '../ui/icon-button';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { runEventsQuery, runRowsQuery } from './queries';
import { StatusCounts } from './status-counts';
import { useRunGraph, type PastGraph } from './use-run-graph';
import { viewAt } from './view-at';

interface RunGraphTabProps {
  readonly runId: string;
  readonly view: RunView;
  readonly node: string | null;
  readonly onNode: (id: NodeId | null) => void;
}

/** The graph exactly as it was at the run, live while it goes on, to be played back when it is over. */
export function RunGraphTab(props: RunGraphTabProps) {
  const past = useRunGraph(props.runId);
  if (past === undefined) return <Skeleton className="m-6 h-80" />;
  if (past === null) {
    return (
      <Notice icon={Unplug} title="The graph of this run is not kept any more">
        Its manifest was removed from .seeknal/manifests. Results, timeline and log are all here.
      </Notice>
    );
  }
  return props.view.outcome === null ? (
    <DrawnRun {...props} past={past} />
  ) : (
    <Playback {...props} past={past} />
  );
}

function DrawnRun(props: RunGraphTabProps & { readonly past: PastGraph }) {
  const { runId, view, past, node, onNode } = props;
  const rows = useQuery({ ...runRowsQuery(runId), enabled: view.outcome !== null });
  const topology = useTopology(past.snapshot);
  const parsed = parseNodeId(node ?? '');
  const selected = useMemo(
    () => (parsed.ok && topology.graph.has(parsed.value) ? [parsed.value] : []),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is parsed from the text is a new object each time
    [node, topology],
  );
  return (
    <div className="min-h-0 flex-1">
      <Canvas
        snapshot={past.snapshot}
        topology={topology}
        view={view}
        matches={null}
        selected={selected}
        traced={null}
        rowNotes={rows.data ?? null}
        onSelect={(ids) => onNode(ids.at(-1) ?? null)}
      />
    </div>
  );
}

/** A playback takes this long, however long the run took; shorter runs take their own time. */
const longestMs = 12_000;
const stepMs = 50;

function Playback(props: RunGraphTabProps & { readonly past: PastGraph }) {
  const { runId, view } = props;
  const events = useQuery(runEventsQuery(runId)).data;
  const startMs = view.startedAtMs ?? 0;
  const lengthMs = Math.max(1, (view.finishedAtMs ?? startMs) - startMs);
  // Null: the end, which is how a person finds the run.
  const [offset, setOffset] = useState<number | null>(null);
  const [plays, setPlays] = useState(false);
  useEffect(() => {
    if (!plays) return;
    const speed = Math.max(1, lengthMs / longestMs);
    const timer = setInterval(() => {
      setOffset((before) => Math.min(lengthMs, (before ?? 0) + stepMs * speed));
    }, stepMs);
    return () => clearInterval(timer);
  }, [plays, lengthMs]);
  const at = offset ?? lengthMs;
  const isAtEnd = at >= lengthMs;
  if (plays && isAtEnd) setPlays(false);
  const shown = useMemo(
    () => (isAtEnd || events === undefined ? view : viewAt(events, startMs + at)),
    [events, view, startMs, at, isAtEnd],
  );
  const move = (next: number): void => setOffset(next >= lengthMs ? null : Math.max(0, next));
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <DrawnRun {...props} view={shown} />
      <div
        role="group"
        aria-label="Playback"
        className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-surface px-4 py-2"
      >
        <IconButton
          label={plays ? 'Pause' : 'Play the run back'}
          unavailable={events === undefined ? 'Loading' : null}
          onClick={() => {
            if (!plays && isAtEnd) setOffset(0);
            setPlays(!plays);
          }}
        >
          {plays ? <Pause /> : <Play />}
        </IconButton>
        <input
          type="range"
          aria-label="Moment of the run"
          aria-valuetext={`${formatDuration(at / 1000)} of ${formatDuration(lengthMs / 1000)}`}
          min={0}
          max={lengthMs}
          step={Math.max(1, Math.round(lengthMs / 500))}
          value={at}
          onChange={(event) => {
            setPlays(false);
            move(Number(event.target.value));
          }}
          className="min-w-40 flex-1 accent-ink"
        />
        <span
          title={formatMoment(startMs + at)}
          className="w-36 text-right text-xs text-ink-soft tabular-nums"
        >
          {formatDuration(at / 1000)} / {formatDuration(lengthMs / 1000)}
        </span>
        <StatusCounts counts={countByStatus(shown)} className="max-lg:hidden" />
      </div>
    </div>
  );
}
