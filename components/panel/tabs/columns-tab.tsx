'use client';

import { useQuery } from '@tanstack/react-query';
import { CornerDownRight, CornerUpRight, Waypoints } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useMemo } from 'react';
import type { NamedColumn } from '@/lib/graph/column-origin';
import { parseNodeId, type NodeId } from '@/lib/graph/node-id';
import { traceColumn, type ColumnTrace, type TraceStep } from '@/lib/graph/trace-column';
import { lineageQuery } from '../../project/queries';
import { problemOf } from '../../project/service-failure';
import { cn } from '../../ui/cn';
import { Skeleton } from '../../ui/skeleton';
import { Section } from '../section';
import type { PanelTab, PanelTabProps } from './panel-tab';

/** The columns of the output; one that is chosen is followed to its sources and to all that is made from it. */
export const columnsTab: PanelTab = {
  id: 'columns',
  title: 'Columns',
  isFor: (node) => node.freshness !== 'removed',
  Content: Columns,
};

function Columns({ node, detail, snapshot, onSelect, onTrace }: PanelTabProps) {
  const lineage = useQuery(lineageQuery(node.id, snapshot.version));
  const [chosen, setChosen] = useQueryState('column', parseAsString.withDefault(''));
  const declared = new Map((detail?.columns ?? []).map((column) => [column.name, column.text]));
  const columns = lineage.data?.[node.id] ?? [];
  const trace = useMemo(
    () =>
      lineage.data === undefined || chosen === ''
        ? null
        : traceColumn(lineage.data, { node: node.id, column: chosen }),
    [lineage.data, node.id, chosen],
  );
  useEffect(() => {
    if (trace?.column == null) return;
    const steps = [...trace.upstream, ...trace.downstream].flatMap((step) => {
      const id = parseNodeId(step.node);
      return id.ok ? [id.value] : [];
    });
    onTrace([node.id, ...steps]);
    return () => onTrace(null);
  }, [trace, node.id, onTrace]);

  if (lineage.isError) {
    const problem = problemOf(lineage.error);
    return (
      <p role="alert" className="text-ink-soft">
        {problem.message} {problem.hint}
      </p>
    );
  }
  if (lineage.data === undefined) return <Skeleton className="h-40" />;
  const undeclared = [...declared].filter(([name]) => !columns.some((one) => one.name === name));
  if (columns.length === 0 && undeclared.length === 0) {
    return <p className="text-ink-soft">Its columns are known once it has run.</p>;
  }
  return (
    <>
      <ul aria-label="Columns" className="overflow-hidden rounded-lg border border-line">
        {columns.map((column) => (
          <li key={column.name} className="border-b border-line last:border-b-0">
            <ColumnButton
              column={column}
              text={declared.get(column.name) ?? ''}
              isChosen={column.name === chosen}
              onChoose={() => void setChosen(column.name === chosen ? null : column.name)}
            />
          </li>
        ))}
        {undeclared.map(([name, text]) => (
          <li key={name} className="border-b border-line px-3 py-1.5 last:border-b-0">
            <span className="font-mono text-xs">{name}</span>
            <span className="block text-2xs text-ink-faint">
              {text === '' ? 'declared' : text} · not in the output
            </span>
          </li>
        ))}
      </ul>
      {trace?.column != null && (
        <TraceSteps
          trace={trace}
          onGo={(id, column) => {
            onSelect(id);
            void setChosen(column);
          }}
        />
      )}
      {trace !== null && trace.column === null && (
        <p role="status" className="mt-4 text-ink-soft">
          {node.id} has no column <code className="font-mono text-xs">{chosen}</code>.
        </p>
      )}
    </>
  );
}

function ColumnButton({
  column,
  text,
  isChosen,
  onChoose,
}: {
  readonly column: NamedColumn;
  readonly text: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const from = column.from.map((ref) => `${ref.node}.${ref.column}`).join(', ');
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      title="Where it comes from and where it goes"
      onClick={onChoose}
      className={cn('block w-full px-3 py-1.5 text-left hover:bg-hover', isChosen && 'bg-hover')}
    >
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 font-mono text-xs break-words">{column.name}</span>
        <Waypoints
          aria-hidden
          className={cn('size-3.5 shrink-0', isChosen ? 'text-ink' : 'text-ink-faint')}
        />
      </span>
      {text !== '' && <span className="block text-2xs text-ink-soft">{text}</span>}
      {from !== '' && (
        <span className="block truncate text-2xs text-ink-faint">
          {column.how === 'same' ? 'from' : 'computed from'} {from}
        </span>
      )}
      {column.unknown !== null && (
        <span className="block text-2xs text-ink-faint">unknown: {column.unknown}</span>
      )}
    </button>
  );
}

function TraceSteps({
  trace,
  onGo,
}: {
  readonly trace: ColumnTrace;
  readonly onGo: (id: NodeId, column: string) => void;
}) {
  const { column, upstream, downstream } = trace;
  return (
    <>
      <Section title={`${column?.name ?? ''} comes from`}>
        {upstream.length === 0 && (
          <p className="text-ink-soft">
            {column?.unknown == null
              ? 'It enters the pipeline here, or is made without any column.'
              : `Unknown: ${column.unknown}.`}
          </p>
        )}
        <StepList label="Comes from" steps={upstream} up onGo={onGo} />
      </Section>
      <Section title={`${column?.name ?? ''} goes into`}>
        {downstream.length === 0 && <p className="text-ink-soft">No column is made from it.</p>}
        <StepList label="Goes into" steps={downstream} up={false} onGo={onGo} />
      </Section>
    </>
  );
}

function StepList({
  label,
  steps,
  up,
  onGo,
}: {
  readonly label: string;
  readonly steps: readonly TraceStep[];
  readonly up: boolean;
  readonly onGo: (id: NodeId, column: string) => void;
}) {
  if (steps.length === 0) return null;
  const Arrow = up ? CornerUpRight : CornerDownRight;
  return (
    <ul aria-label={label} className="-mx-2">
      {steps.map((step) => (
        <li key={`${step.node} ${step.column}`}>
          <button
            type="button"
            onClick={() => {
              const id = parseNodeId(step.node);
              if (id.ok) onGo(id.value, step.column);
            }}
            style={{ paddingLeft: `${0.5 + Math.min(step.depth - 1, 12) * 0.9}rem` }}
            className="flex w-full items-baseline gap-1.5 rounded-md py-1 pr-2 text-left hover:bg-hover"
          >
            <Arrow aria-hidden className="size-3 shrink-0 text-ink-faint" />
            <span className="min-w-0 text-xs break-words">
              <span className="text-ink-soft">{step.node}.</span>
              <span className="font-mono">{step.column}</span>
              {step.how === 'computed' && <span className="text-ink-faint"> computed</span>}
              {step.unknown !== null && (
                <span className="block text-2xs text-ink-faint">unknown: {step.unknown}</span>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
