'use client';

import { useQuery } from '@tanstack/react-query';
import { FileUp, GitBranch, GitCompare, History } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useRef, useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { keepManifest } from '../project/actions';
import { problemOf, valueOrThrow } from '../project/service-failure';
import { listRuns } from '../runs/actions';
import { outcomeStates } from '../ui/run-states';
import { StateIcon } from '../ui/state-label';
import { Ago } from '../ui/ago';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import type { CompareState } from './use-compare';

/** How many past runs the menu offers; the page of a run leads to all others. */
const offeredRuns = 12;

/** What the project is compared with: the last finished run, another one, a Git revision, or a manifest file. */
export function CompareMenu({ compare }: { readonly compare: CompareState }) {
  const { base } = compare;
  const [open, setOpen] = useState(false);
  const take = (next: string): void => {
    compare.setBase(next);
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        className={cn(
          'inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-xs whitespace-nowrap text-ink-soft hover:text-ink',
          base === '' ? 'border-line' : 'border-line-strong bg-hover font-medium text-ink',
        )}
      >
        <GitCompare aria-hidden className="size-3.5" />
        {base === '' ? 'Compare' : 'Compared'}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Compare with"
          className="animate-fade z-50 flex max-h-[70dvh] w-80 flex-col overflow-y-auto rounded-lg border border-line bg-raised p-1.5 shadow-float"
        >
          <Item isChosen={base === ''} onClick={() => take('')}>
            The last finished run
            <span className="ml-auto text-2xs text-ink-faint">default</span>
          </Item>
          {open && <RunItems base={base} onTake={take} />}
          <RevisionField onTake={take} />
          <FileButton onTake={take} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Item({
  isChosen,
  onClick,
  children,
}: {
  readonly isChosen: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onClick}
      className={cn(
        'flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover',
        isChosen && 'bg-hover font-medium',
      )}
    >
      {children}
    </button>
  );
}

function RunItems({
  base,
  onTake,
}: {
  readonly base: string;
  readonly onTake: (base: string) => void;
}) {
  const runs = useQuery({
    queryKey: ['runs', 'compare'],
    queryFn: async () =>
      valueOrThrow(await listRuns({ limit: offeredRuns, before: null, includeEmpty: false })),
  });
  if (runs.data === undefined || runs.data.length === 0) return null;
  return (
    <>
      <Heading icon={<History aria-hidden />}>A past run</Heading>
      {runs.data.map((run) => (
        <Item
          key={run.runId}
          isChosen={base === `run:${run.runId}`}
          onClick={() => onTake(`run:${run.runId}`)}
        >
          <StateIcon look={outcomeStates[run.outcome ?? 'running']} />
          <span className="min-w-0 flex-1 truncate font-mono text-xs">{run.runId}</span>
          <Ago atMs={run.startedAtMs} className="text-2xs text-ink-faint" />
        </Item>
      ))}
    </>
  );
}

function RevisionField({ onTake }: { readonly onTake: (base: string) => void }) {
  const [revision, setRevision] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (revision.trim() !== '') onTake(`rev:${revision.trim()}`);
      }}
    >
      <Heading icon={<GitBranch aria-hidden />}>A Git revision</Heading>
      <div className="flex gap-1.5 px-2 pb-1">
        <input
          type="text"
          aria-label="Git revision"
          placeholder="main, HEAD~1, v1.2"
          spellCheck={false}
          value={revision}
          onChange={(event) => setRevision(event.target.value)}
          className="h-7 min-w-0 flex-1 rounded-md border border-line bg-surface px-2 font-mono text-xs placeholder:text-ink-faint"
        />
        <Button type="submit" className="h-7">
          Compare
        </Button>
      </div>
    </form>
  );
}

function FileButton({ onTake }: { readonly onTake: (base: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Heading icon={<FileUp aria-hidden />}>A manifest file</Heading>
      <div className="px-2 pb-1">
        <Button className="h-7 w-full" onClick={() => input.current?.click()}>
          Choose, or drop it onto the page
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label="Manifest file"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) void giveManifest(file, onTake);
          }}
        />
      </div>
    </>
  );
}

function Heading({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <p className="mt-1.5 flex items-center gap-1.5 border-t border-line px-2 pt-2 pb-1 text-xs text-ink-faint [&_svg]:size-3.5">
      {icon}
      {children}
    </p>
  );
}

/** Hands a manifest file to the server and compares with it; what is none is refused with the reason. */
export async function giveManifest(file: File, onTake: (base: string) => void): Promise<void> {
  try {
    const text = await file.text();
    onTake(valueOrThrow(await keepManifest({ name: file.name, text })));
  } catch (error) {
    const problem = problemOf(error instanceof Error ? error : new Error(String(error)));
    toast.error(problem.message, { description: problem.hint, duration: 10_000 });
  }
}
