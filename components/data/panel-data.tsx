'use client';

import { useQuery } from '@tanstack/react-query';
import { Info, Maximize2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { NodeId } from '@/lib/graph/node-id';
import { problemOf } from '../project/service-failure';
import { buttonClass } from '../ui/button';
import { cn } from '../ui/cn';
import { Skeleton } from '../ui/skeleton';
import { OutputNotice } from './output-notice';
import { ProfileView } from './profile-view';
import { outputStateQuery } from './queries';
import { OutputRows, type RowsChoice } from './rows/output-rows';
import { SchemaView } from './schema-view';

const parts = { rows: 'Rows', profile: 'Profile', schema: 'Schema' } as const;
type Part = keyof typeof parts;

/** A first look at the data of a node, beside the graph; its own page has room for all of it. */
export function PanelData({ id, version }: { readonly id: NodeId; readonly version: string }) {
  const [part, setPart] = useState<Part>('rows');
  const [choice, setChoice] = useState<RowsChoice>({ filters: [], sort: [], columns: null });
  const output = useQuery(outputStateQuery(id, version));
  if (output.isError) {
    const problem = problemOf(output.error);
    return (
      <p role="alert" className="text-ink-soft">
        {problem.message} {problem.hint}
      </p>
    );
  }
  if (output.data === undefined) return <Skeleton className="h-40" />;
  if (output.data.state !== 'ready') return <OutputNotice id={id} output={output.data} />;
  return (
    <div className="-mx-4 -my-4 flex h-[calc(100dvh-15rem)] min-h-80 flex-col max-md:h-[28rem]">
      <div className="flex items-center gap-1 border-b border-line px-3 py-1.5">
        <div role="group" aria-label="What to see of the data" className="flex gap-0.5">
          {(Object.keys(parts) as Part[]).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={part === one}
              onClick={() => setPart(one)}
              className={cn(
                'h-7 rounded-md px-2 text-xs hover:bg-hover',
                part === one ? 'bg-hover font-medium text-ink' : 'text-ink-soft',
              )}
            >
              {parts[one]}
            </button>
          ))}
        </div>
        <Link
          href={`/data/${encodeURIComponent(id)}`}
          className={buttonClass('ghost', 'ml-auto h-7 text-xs')}
        >
          <Maximize2 aria-hidden className="!size-3.5" />
          Open whole
        </Link>
      </div>
      {output.data.note !== null && (
        <p className="flex gap-2 border-b border-line bg-run-stopped-soft px-3 py-1.5 text-xs">
          <Info aria-hidden className="mt-0.5 size-3.5 shrink-0 text-run-stopped" />
          {output.data.note}
        </p>
      )}
      {part === 'rows' ? (
        <OutputRows
          id={id}
          version={version}
          allColumns={null}
          choice={choice}
          onChoice={setChoice}
        />
      ) : part === 'profile' ? (
        <ProfileView id={id} version={version} />
      ) : (
        <SchemaView id={id} version={version} />
      )}
    </div>
  );
}
