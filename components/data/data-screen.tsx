'use client';

import { useQuery } from '@tanstack/react-query';
import { FileQuestion, Info, Workflow } from 'lucide-react';
import Link from 'next/link';
import type { NodeId } from '@/lib/graph/node-id';
import { projectQuery } from '../project/queries';
import { problemOf } from '../project/service-failure';
import { NodeQuality } from '../quality/node-quality';
import { Ago } from '../ui/ago';
import { Button, buttonClass } from '../ui/button';
import { KindIcon } from '../ui/kind-icon';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { TabPanel, Tabs } from '../ui/tabs';
import { OutputNotice } from './output-notice';
import { ProfileView } from './profile-view';
import { outputStateQuery, schemaQuery } from './queries';
import { OutputRows } from './rows/output-rows';
import { RowFlowLine } from './row-flow-line';
import { SchemaView } from './schema-view';
import { dataTabs, useRowsUrl, type DataTab } from './use-rows-url';

const words: Record<DataTab, string> = {
  rows: 'Rows',
  schema: 'Schema',
  profile: 'Profile',
  quality: 'Quality',
};

/** The data behind one node: its rows, columns, what they are like, and what was checked of them. */
export function DataScreen({ id }: { readonly id: NodeId }) {
  const project = useQuery(projectQuery);
  const version = project.data?.version ?? '';
  const output = useQuery({
    ...outputStateQuery(id, version),
    enabled: project.data !== undefined,
    placeholderData: (previous) => previous,
  });
  const isReady = output.data?.state === 'ready';
  const schema = useQuery({ ...schemaQuery(id, version), enabled: isReady });
  const { tab, setTab, choice, setChoice } = useRowsUrl();
  const node = project.data?.nodes.find((one) => one.id === id);
  const kind = project.data?.kinds.find((one) => one.kind === node?.kind);
  const error = project.error ?? output.error;
  if (error !== null && output.data === undefined) {
    const problem = problemOf(error);
    return (
      <Notice
        icon={FileQuestion}
        title={problem.message}
        actions={
          <>
            <Link href="/" className={buttonClass('plain')}>
              To the graph
            </Link>
            <Button onClick={() => void output.refetch()}>Try again</Button>
          </>
        }
      >
        {problem.hint}
      </Notice>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex shrink-0 flex-wrap items-end gap-x-4 gap-y-1 px-4 pt-4 sm:px-6">
        <div className="min-w-0">
          <p className="flex items-center gap-1.5 text-xs text-ink-faint">
            <KindIcon name={kind?.icon ?? ''} className="size-3.5" />
            {kind?.label ?? ''}
          </p>
          <h1 className="text-lg font-semibold tracking-tight break-words">{id}</h1>
        </div>
        <p className="flex items-center gap-x-3 pb-0.5 text-xs text-ink-soft">
          {output.data?.state === 'ready' && output.data.builtAtMs !== null && (
            <span>
              built <Ago atMs={output.data.builtAtMs} />
            </span>
          )}
          <Link
            href={`/?node=${encodeURIComponent(id)}`}
            className="inline-flex items-center gap-1 underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            <Workflow aria-hidden className="size-3.5" />
            in the graph
          </Link>
        </p>
        <div className="w-full">
          <RowFlowLine id={id} version={version} />
        </div>
      </header>
      {output.data?.state === 'ready' && output.data.note !== null && (
        <p className="mx-4 mt-2 flex gap-2 rounded-md bg-run-stopped-soft px-3 py-1.5 text-xs sm:mx-6">
          <Info aria-hidden className="mt-0.5 size-3.5 shrink-0 text-run-stopped" />
          {output.data.note}
        </p>
      )}
      <Tabs
        label="What to see of the data"
        value={tab}
        tabs={dataTabs.map((one) => ({ value: one, label: words[one] }))}
        onChange={setTab}
        className="mt-2 min-h-0"
        rowClassName="gap-4 px-4 sm:px-6"
      >
        {dataTabs.map((one) => (
          <TabPanel
            key={one}
            value={one}
            tabIndex={-1}
            className="flex min-h-0 flex-1 flex-col outline-none data-[state=inactive]:hidden"
          >
            {output.data === undefined ? (
              <div className="p-4">
                <Skeleton className="h-40" />
              </div>
            ) : one === 'quality' ? (
              <NodeQuality id={id} version={version} />
            ) : output.data.state !== 'ready' ? (
              <OutputNotice id={id} output={output.data} />
            ) : one === 'rows' ? (
              <OutputRows
                id={id}
                version={version}
                allColumns={schema.data?.columns ?? null}
                choice={choice}
                onChoice={setChoice}
              />
            ) : one === 'schema' ? (
              <SchemaView id={id} version={version} />
            ) : (
              <ProfileView id={id} version={version} />
            )}
          </TabPanel>
        ))}
      </Tabs>
    </div>
  );
}
