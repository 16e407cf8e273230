'use client';

import type { ReactNode } from 'react';
import type { NodeView } from '@/lib/events/run-view';
import type { NodeError } from '@/lib/events/run-event';
import type { NodeSnapshot } from '@/lib/service/project/project-snapshot';
import Link from 'next/link';
import { runStateWord } from '../runs/run-state-word';
import { Ago } from '../ui/ago';
import { formatBytes } from '../ui/format-bytes';
import { formatCount } from '../ui/format-count';
import { formatDuration } from '../ui/format-duration';
import { runStates } from '../ui/run-states';
import { StateLabel } from '../ui/state-label';
import { PathText } from '../ui/path-text';
import { CauseChain } from './cause-chain';
import { ErrorBox } from './error-box';
import { FieldChanges } from './field-changes';
import { FileLink, lineOfName } from './file-link';
import { NodeLinks } from './node-links';
import { NodeRules } from './node-rules';
import { RunBars } from './run-bars';
import { Section } from './section';
import { SideBySide } from './side-by-side';
import type { PanelTabProps } from './tabs/panel-tab';

/** Why the node is as it is, what it is, what it reads and what reads it. */
export function NodeOverview({
  node,
  detail,
  snapshot,
  graph,
  view,
  onSelect,
  onTrace,
}: PanelTabProps) {
  const now = view?.nodes.get(node.id) ?? null;
  const error = errorOf(node, now);
  return (
    <>
      {error !== null && <ErrorBox error={error} />}
      {detail !== null && <CauseChain detail={detail} onSelect={onSelect} onTrace={onTrace} />}
      {detail !== null && detail.changes.length > 0 && (
        <Section title="What changed" aside={<span>since {detail.base?.label}</span>}>
          <FieldChanges changes={detail.changes} />
          <SideBySide detail={detail} />
        </Section>
      )}
      {now !== null && view !== null && (
        <Section title={view.outcome === null ? 'In this run' : 'In the run just now'}>
          <p className="flex flex-wrap items-center gap-x-2">
            <StateLabel
              look={runStates[runStateWord(now, { ready: false, over: view.outcome !== null })]}
            />
            <span className="text-ink-soft">{now.reason}</span>
          </p>
        </Section>
      )}
      {node.description !== null && node.description !== '' && (
        <Section title="Description">
          <p className="whitespace-pre-line text-ink-soft">{node.description}</p>
        </Section>
      )}
      <Section title="Facts">
        <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
          <Fact name="Last run">
            {node.last === null ? (
              <span className="text-ink-faint">never</span>
            ) : (
              <LastResultLine last={node.last} />
            )}
          </Fact>
          {node.last?.rowCount != null && (
            <Fact name="Rows">
              <span className="tabular-nums">{formatCount(node.last.rowCount)}</span>
            </Fact>
          )}
          {node.last?.outputPath != null && (
            <Fact name="Output">
              <span className="font-mono text-xs">
                <PathText path={node.last.outputPath} />
              </span>
              {node.last.outputBytes !== null && (
                <span className="text-ink-faint"> · {formatBytes(node.last.outputBytes)}</span>
              )}
            </Fact>
          )}
          {node.filePath !== null && (
            <Fact name="File">
              <FileLink
                path={node.filePath}
                line={lineOfName(detail?.yaml ?? null)}
                directory={snapshot.directory}
              />
            </Fact>
          )}
          {detail?.materializations.map((text) => (
            <Fact key={text} name="Goes to">
              {text}
            </Fact>
          ))}
          {node.owner !== null && <Fact name="Owner">{node.owner}</Fact>}
          {node.tags.length > 0 && (
            <Fact name="Tags">
              <span className="flex flex-wrap gap-1">
                {node.tags.map((tag) => (
                  <span key={tag} className="rounded bg-hover px-1.5 text-xs text-ink-soft">
                    {tag}
                  </span>
                ))}
              </span>
            </Fact>
          )}
        </dl>
      </Section>
      <NodeLinks
        title="Reads from"
        none="Nothing: data enters the pipeline here."
        ids={graph.upstreamOf(node.id)}
        snapshot={snapshot}
        onSelect={onSelect}
      />
      <NodeLinks
        title="Read by"
        none="Nothing reads it."
        ids={graph.downstreamOf(node.id)}
        snapshot={snapshot}
        onSelect={onSelect}
      />
      <NodeRules node={node} graph={graph} snapshot={snapshot} onSelect={onSelect} />
      {detail !== null && detail.recentRuns.length > 0 && (
        <Section title="Last runs">
          <RunBars runs={detail.recentRuns} />
        </Section>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function LastResultLine({ last }: { readonly last: NonNullable<NodeSnapshot['last']> }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <StateLabel look={runStates[last.status]} />
      <span className="text-ink-soft">
        in {formatDuration(last.duration)},{' '}
        {last.runId === null ? (
          <Ago atMs={last.finishedAtMs} />
        ) : (
          <Link
            href={`/runs/${last.runId}`}
            className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            <Ago atMs={last.finishedAtMs} />
          </Link>
        )}
      </span>
    </span>
  );
}

/** The error of the run that is shown, else that of the last execution. */
function errorOf(node: NodeSnapshot, now: NodeView | null): NodeError | null {
  if (now !== null && now.status !== 'pending' && now.decision === 'run') return now.error;
  return node.last?.error ?? null;
}
