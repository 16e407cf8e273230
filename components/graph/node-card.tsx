'use client';

import type { NodeProps } from '@xyflow/react';
import { Crosshair, Route } from 'lucide-react';
import { Fragment, memo, useRef } from 'react';
import { withoutId } from '../runs/without-id';
import { cn } from '../ui/cn';
import { Elapsed } from '../ui/elapsed';
import { countShortOf } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { KindIcon } from '../ui/kind-icon';
import { freshnessStates, nextLook } from '../ui/freshness-states';
import { runStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';
import { areaColour, type StateLook } from '../ui/state-look';
import { cardSize } from './card-size';
import { ChangeLetter, changeMark, ChangeStripe } from './change-mark';
import { lastStatus, type CardStatus } from './last-status';
import { MiddleCut } from './middle-cut';
import { useNodeLight } from './path-highlight-context';
import { showsRun, type CardData, type CardNode } from './to-flow';
import { useTabStopFocus } from './use-tab-stop-focus';

/** A node of the pipeline on the canvas. React Flow draws it; clicks and keys are the canvas's. */
export const NodeCard = memo(function NodeCard({ data }: NodeProps<CardNode>) {
  const { level } = data;
  const light = useNodeLight(data.node.id);
  const ref = useRef<HTMLDivElement>(null);
  const status = statusOf(data);
  const fresh = nextLook(data.node);

  useTabStopFocus(ref, data.tabStop);

  return (
    // Its own ground: what is painted of it from far away must not shine through when it steps back.
    <div className={cn('rounded-[10px]', level !== 'block' && 'bg-canvas')}>
      <div
        ref={ref}
        role="button"
        tabIndex={data.tabStop ? 0 : -1}
        data-graph-card={data.node.id}
        data-freshness={data.node.freshness}
        data-dimmed={data.dimmed}
        data-status={data.run?.word ?? data.node.last?.status ?? 'never'}
        aria-label={describe(data)}
        aria-pressed={data.selected}
        style={cardSize}
        className={cn(
          'group/card relative overflow-hidden rounded-[10px] border border-line bg-surface text-ink shadow-card transition-[opacity,border-color,box-shadow] duration-150',
          'hover:border-line-strong hover:shadow-lift focus-visible:outline-offset-3',
          data.run !== null && runGround(data),
          data.run?.word === 'running' && 'border-run-running',
          data.run?.word === 'failed' && 'border-run-failed',
          (data.run?.word === 'skipped' || data.run?.word === 'blocked') && 'border-dashed',
          data.run?.word === 'blocked' && 'border-run-failed/70',
          data.node.freshness === 'broken' && 'border-dashed border-run-failed',
          data.node.freshness === 'removed' &&
            'border-dashed border-line-strong bg-sunken shadow-none',
          data.focal && 'border-ink ring-2 ring-ink/30',
          data.selected && 'border-ink ring-2 ring-ink/80 hover:border-ink',
          light === 'dim' && 'opacity-40',
        )}
      >
        {level !== 'block' && data.node.freshness !== 'past' && (
          <ChangeStripe
            mark={changeMark(data.node)}
            look={fresh}
            thick={level !== 'card'}
            faint={isSettled(data)}
          />
        )}
        {level === 'card' && <FullCard data={data} status={status} fresh={fresh} />}
        {level === 'name' && <NameCard data={data} status={status} />}
        {level === 'block' && <Block look={showsRun(data) ? status.look : fresh} />}
        {data.run?.word === 'running' && <ProgressLine percent={data.run.percent} />}
      </div>
    </div>
  );
});

/** The run that is shown comes first; without one the node's last result stands. */
function statusOf(data: CardData): CardStatus {
  if (data.run !== null) {
    const look = runStates[data.run.word];
    return { look, word: look.label };
  }
  return lastStatus(data.node);
}

/** The run that goes on has built it; the project still says what was true before. */
function isSettled({ run }: CardData): boolean {
  return run?.word === 'success' && !run.noted;
}

function runGround(data: CardData): string {
  if (data.run === null || data.run.word === 'queued' || !showsRun(data)) return '';
  return runStates[data.run.word].ground;
}

/** What a screen reader says; the first words are the node's id, its kind and what the next run would do. */
function describe(data: CardData): string {
  const { node, run } = data;
  const next = nextLook(node).label.toLowerCase();
  const parts = [node.id, node.kind, ...(node.freshness === 'past' ? [] : [next])];
  const mark = changeMark(node);
  if (mark !== null && mark.word !== '') parts.push(mark.word);
  if (data.focal) parts.push('in focus');
  if (data.critical) parts.push('on the critical path');
  if (data.drop !== null) parts.push(`unexpected: ${data.drop}`);
  if (run !== null) {
    parts.push(`in this run: ${runStates[run.word].label.toLowerCase()}`);
    if (node.freshness === 'past' && run.reason !== '') parts.push(run.reason);
  } else if (node.last !== null) parts.push(`last run: ${node.last.status}`);
  return parts.join(', ');
}

function FullCard({
  data,
  status,
  fresh,
}: {
  readonly data: CardData;
  readonly status: CardStatus;
  readonly fresh: StateLook;
}) {
  const { node, run } = data;
  return (
    <div className="flex h-full flex-col justify-between py-2.5 pr-3 pl-4">
      <div className="flex items-center justify-between gap-2 text-2xs leading-4">
        <span className="flex min-w-0 items-center gap-1.5 text-ink-faint">
          <KindIcon name={data.icon} className="size-3.5 shrink-0" />
          <span className={node.freshness === 'past' ? 'shrink-0' : 'truncate'}>
            {data.kindLabel}
          </span>
          {data.focal && <Crosshair aria-hidden className="size-3.5 shrink-0 text-ink" />}
        </span>
        {node.freshness === 'past' ? (
          <span title={run?.reason} className="min-w-0 truncate text-ink-soft">
            {run?.reason}
          </span>
        ) : (
          <span
            title={node.reason === '' ? fresh.meaning : node.reason}
            className={cn(
              'flex shrink-0 items-center gap-1 text-ink-soft',
              isSettled(data) && 'opacity-50',
            )}
          >
            {data.critical && (
              <Route aria-hidden className="size-3.5 text-run-running" strokeWidth={2.25} />
            )}
            <ChangeLetter mark={changeMark(node)} look={fresh} />
            {fresh.label}
          </span>
        )}
      </div>
      <MiddleCut
        text={node.name}
        className="text-[13.5px] leading-5 font-semibold tracking-[-0.01em]"
      />
      <div className="flex items-center justify-between gap-2 text-2xs leading-4">
        <span
          title={run?.errorMessage ?? node.last?.error?.message ?? status.look.meaning}
          className="flex min-w-0 items-center gap-1 text-ink-soft"
        >
          <StateIcon look={status.look} className="size-3" />
          <span className="truncate">
            {run?.errorMessage == null ? status.word : withoutId(run.errorMessage, node.id)}
          </span>
        </span>
        <span className="shrink-0 text-ink-faint tabular-nums">
          <Numbers data={data} />
        </span>
      </div>
    </div>
  );
}

/** Duration and rows: of this run, else of the last time. */
function Numbers({ data: { run, node, drop } }: { readonly data: CardData }) {
  if (run?.word === 'running') {
    return (
      <>
        {run.startedAtMs !== null && <Elapsed fromMs={run.startedAtMs} toMs={null} />}
        {run.percent !== null && ` · ${Math.round(run.percent)} %`}
      </>
    );
  }
  const isOver = run?.word === 'success' || run?.word === 'failed';
  const duration = isOver ? run.duration : (node.last?.duration ?? null);
  const rows = isOver ? run.rowCount : (node.last?.rowCount ?? null);
  if (run !== null && !isOver && run.word !== 'cached') return null;
  return (
    <>
      {duration !== null && formatDuration(duration)}
      {rows !== null && ' · '}
      {rows !== null && (
        <span
          title={drop ?? undefined}
          className={cn(drop !== null && 'rounded-sm bg-run-failed-soft px-1 font-medium text-ink')}
        >
          {drop !== null && <span className="text-run-failed">▼ </span>}
          {countShortOf(rows, 'row')}
        </span>
      )}
    </>
  );
}

function NameCard({ data, status }: { readonly data: CardData; readonly status: CardStatus }) {
  const look = showsRun(data) ? status.look : freshnessStates[data.node.freshness];
  return (
    <div className="flex h-full items-center gap-2 pr-3 pl-6">
      <StateIcon look={look} className="size-7" />
      <span className="line-clamp-2 min-w-0 text-[22px] leading-[26px] font-semibold tracking-tight break-words">
        <BreakableName name={data.node.name} />
      </span>
      {data.focal && <Crosshair aria-hidden className="ml-auto size-7 shrink-0" />}
    </div>
  );
}

/** May go to the next line after each underscore, not within a word. */
function BreakableName({ name }: { readonly name: string }) {
  return name.split('_').map((part, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          _<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}

/** As the cards around it are painted. */
function Block({ look }: { readonly look: StateLook }) {
  return (
    <span
      aria-hidden
      data-block
      className="absolute inset-0"
      style={{ backgroundColor: areaColour(look) }}
    />
  );
}

/** How far a running node is; a still line when nobody knows. */
function ProgressLine({ percent }: { readonly percent: number | null }) {
  return (
    <span aria-hidden className="absolute inset-x-0 bottom-0 h-[3px] bg-run-running/20">
      <span
        className={cn(
          'block h-full bg-run-running transition-[width] duration-300',
          percent === null && 'w-full animate-pulse',
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </span>
  );
}
