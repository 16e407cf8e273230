'use client';

import { Database, Workflow, X } from 'lucide-react';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import type { NodeError } from '@/lib/events/run-event';
import type { NodeView, RunView } from '@/lib/events/run-view';
import { unfinishedNodes } from '@/lib/events/unfinished-nodes';
import { violatingRows } from '@/lib/events/violating-rows';
import type { NodeId } from '@/lib/graph/node-id';
import { ErrorBox } from '../panel/error-box';
import { Section } from '../panel/section';
import { SampleTable } from '../quality/sample-table';
import { Choice } from '../ui/choice';
import { CodeBlock } from '../ui/code-block';
import { Elapsed } from '../ui/elapsed';
import { formatBytes } from '../ui/format-bytes';
import { formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { Moment } from '../ui/moment';
import { IconButton } from '../ui/icon-button';
import { runStates } from '../ui/run-states';
import { StateLabel } from '../ui/state-label';
import { PathText } from '../ui/path-text';
import { CancelNodeButton } from './cancel-node-button';
import { FailedLines } from './failed-lines';
import { LogView } from './log-view';
import { logsOfAttempt } from './logs-of-attempt';
import { RetryButton } from './retry-button';
import { runStateWord } from './run-state-word';
import { useRunGraph } from './use-run-graph';

interface RunNodePanelProps {
  readonly runId: string;
  readonly view: RunView;
  readonly node: NodeView;
  readonly onNode: (id: NodeId) => void;
  readonly onClose: () => void;
}

/** One node in one run: how it went, each try, what it executes, why it failed and what that cost, and its log. */
export function RunNodePanel({ runId, view, node, onNode, onClose }: RunNodePanelProps) {
  const over = view.outcome !== null;
  const past = useRunGraph(runId) ?? null;
  const look = runStates[runStateWord(node, { ready: false, over })];
  const sql = past?.sql[node.id] ?? null;
  const isRunning = node.status === 'running' && !over;
  return (
    <aside
      aria-label={`${node.id} in this run`}
      className="animate-fade flex w-[480px] shrink-0 flex-col border-l border-line bg-surface max-lg:absolute max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-20 max-lg:h-[70%] max-lg:w-auto max-lg:rounded-t-2xl max-lg:border-t max-lg:border-l-0 max-lg:shadow-float"
    >
      <header className="flex items-start gap-2 border-b border-line px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold break-words">{node.id}</h2>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-ink-soft">
            <StateLabel look={look} className="font-medium text-ink" />
            {node.reason}
          </p>
        </div>
        {isRunning && <CancelNodeButton runId={runId} nodeId={node.id} />}
        <IconButton label="Close" shortcut="Esc" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">
        {node.error !== null && (
          <Failure runId={runId} view={view} node={node} sql={sql} onNode={onNode} />
        )}
        {isRunning && (
          <Section title="Now">
            <p className="mb-2 flex items-center gap-3 text-ink-soft tabular-nums">
              {node.percent !== null && (
                <>
                  <progress
                    aria-label="Progress of the query"
                    value={node.percent}
                    max={100}
                    className="h-1.5 flex-1 accent-run-running"
                  />
                  <span>{Math.round(node.percent)} %</span>
                </>
              )}
              {node.rowCount !== null && <span>{formatCount(node.rowCount)} rows so far</span>}
            </p>
            {node.statement === null ? (
              <p className="text-ink-faint">The engine has not told yet what it executes.</p>
            ) : (
              <CodeBlock code={node.statement} language="sql" label="Statement that runs" />
            )}
          </Section>
        )}
        <Section title="Facts">
          <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
            {node.startedAtMs !== null && (
              <Fact name="Started">
                <Moment atMs={node.startedAtMs} />
              </Fact>
            )}
            {node.queued !== null && (
              <Fact name="Waited for a slot">{formatDuration(node.queued)}</Fact>
            )}
            {node.startedAtMs !== null && (
              <Fact name="Took">
                {node.duration !== null ? (
                  formatDuration(node.duration)
                ) : (
                  <Elapsed fromMs={node.startedAtMs} toMs={over ? node.startedAtMs : null} />
                )}
              </Fact>
            )}
            {node.rowCount !== null && <Fact name="Rows">{formatCount(node.rowCount)}</Fact>}
            {node.outputPath !== null && (
              <Fact name="Output">
                <span className="font-mono text-xs">
                  <PathText path={node.outputPath} />
                </span>
                {node.outputBytes !== null && ` · ${formatBytes(node.outputBytes)}`}
              </Fact>
            )}
            {node.fingerprint !== null && (
              <Fact name="Fingerprint">
                <code className="font-mono text-xs">{node.fingerprint.slice(0, 16)}</code>
              </Fact>
            )}
          </dl>
          <p className="mt-3 flex flex-wrap gap-2">
            <PanelLink href={`/?node=${encodeURIComponent(node.id)}`}>
              <Workflow aria-hidden className="size-3.5" />
              On the graph
            </PanelLink>
            <PanelLink href={`/nodes/${encodeURIComponent(node.id)}`}>All its runs</PanelLink>
          </p>
        </Section>
        {node.error === null && sql !== null && (
          <Section title="SQL of this run">
            <CodeBlock code={sql} language="sql" label="SQL of this run" />
          </Section>
        )}
        <Attempts view={view} node={node} />
      </div>
    </aside>
  );
}

/** Why it failed, where, on which rows, and what was skipped because of it. */
function Failure({
  runId,
  view,
  node,
  sql,
  onNode,
}: {
  readonly runId: string;
  readonly view: RunView;
  readonly node: NodeView;
  readonly sql: string | null;
  readonly onNode: (id: NodeId) => void;
}) {
  const graph = useRunGraph(runId)?.graph ?? null;
  const inputs = graph?.has(node.id) === true ? graph.upstreamOf(node.id) : [];
  const below = graph?.has(node.id) === true ? graph.descendantsOf([node.id]) : new Set<NodeId>();
  const skipped = [...view.nodes.values()].filter(
    (one) => one.status === 'skipped' && one.decision === 'run' && below.has(one.id),
  );
  if (node.error === null) return null;
  return (
    <>
      <ErrorBox error={node.error} />
      <FailedCode error={node.error} sql={sql} />
      {view.outcome !== null && (
        <p className="mb-5">
          <RetryButton
            runId={runId}
            view={view}
            from={node.id}
            nodes={unfinishedNodes(view).filter((id) => id === node.id || below.has(id))}
            label="Retry from here"
          />
        </p>
      )}
      {violatingRows(node.metadata).map(({ title, sample, violations }) => (
        <Section key={title} title={`Rows that break ${title === '' ? 'it' : title}`}>
          <SampleTable sample={sample} violations={violations} />
        </Section>
      ))}
      {inputs.length > 0 && (
        <Section title="Its input rows">
          <ul className="flex flex-wrap gap-2">
            {inputs.map((id) => (
              <li key={id}>
                <PanelLink href={`/?node=${encodeURIComponent(id)}&tab=data`}>
                  <Database aria-hidden className="size-3.5" />
                  {id}
                </PanelLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Skipped because of it" aside={<span>{skipped.length}</span>}>
        {skipped.length === 0 ? (
          <p className="text-ink-soft">Nothing.</p>
        ) : (
          <ul className="max-h-40 overflow-y-auto">
            {skipped.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  onClick={() => onNode(one.id)}
                  className="rounded py-0.5 hover:underline"
                >
                  {one.id}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

/** The SQL or the code around the place that failed, where that is known. */
function FailedCode({ error, sql }: { readonly error: NodeError; readonly sql: string | null }) {
  const { sql_place: inSql, place, excerpt } = error;
  if (sql !== null && inSql !== undefined) {
    const lines = sql.replace(/\n$/, '').split('\n');
    return (
      <div className="-mt-2 mb-5">
        <FailedLines name="SQL" lines={lines} at={inSql} copy={sql} />
      </div>
    );
  }
  if (place === undefined || excerpt === undefined) return null;
  return (
    <div className="-mt-2 mb-5">
      <FailedLines name={place.file} lines={excerpt.lines} first={excerpt.first_line} at={place} />
    </div>
  );
}

function Attempts({ view, node }: { readonly view: RunView; readonly node: NodeView }) {
  const [chosen, setChosen] = useState('all');
  const logs = logsOfAttempt(view.logs, node, chosen === 'all' ? null : Number(chosen));
  return (
    <Section title={node.attempts.length > 1 ? 'Log of each attempt' : 'Log'}>
      {node.attempts.length > 1 && (
        <div className="mb-2 flex flex-wrap items-center gap-3">
          <Choice
            label="Attempt"
            value={chosen}
            options={[
              { value: 'all', label: 'All attempts' },
              ...node.attempts.map((attempt) => ({
                value: String(attempt.attempt),
                label: `Attempt ${attempt.attempt}`,
              })),
            ]}
            onChange={setChosen}
          />
          {chosen !== 'all' && <AttemptTime node={node} attempt={Number(chosen)} />}
        </div>
      )}
      <div className="-mx-4 flex h-72 flex-col border-y border-line">
        <LogView logs={logs} name={node.id} node={node.id} />
      </div>
    </Section>
  );
}

function AttemptTime({ node, attempt }: { readonly node: NodeView; readonly attempt: number }) {
  const found = node.attempts.find((one) => one.attempt === attempt);
  if (found === undefined) return null;
  return (
    <span className="text-xs text-ink-soft tabular-nums">
      <Moment atMs={found.startedAtMs} />
      {found.endedAtMs !== null &&
        `, ${formatDuration((found.endedAtMs - found.startedAtMs) / 1000)}`}
    </span>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="min-w-0 tabular-nums">{children}</dd>
    </>
  );
}

function PanelLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line bg-surface px-2 text-xs hover:bg-hover"
    >
      {children}
    </Link>
  );
}
