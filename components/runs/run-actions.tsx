'use client';

import { useMutation } from '@tanstack/react-query';
import { GitCompare, Link2, Share2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import type { RunView } from '@/lib/events/run-view';
import { unfinishedNodes } from '@/lib/events/unfinished-nodes';
import type { ExportFormat } from '@/lib/service/history/export-run';
import { problemOf, valueOrThrow } from '../project/service-failure';
import { Button } from '../ui/button';
import { downloadText } from '../ui/download-text';
import { countOf } from '../ui/format-count';
import { useGoTo } from '../ui/use-go-to';
import { exportRun } from './actions';
import { CompareWith } from './compare-with';
import { NotifyButton } from './notify-button';
import { RetryButton } from './retry-button';
import { StopButtons } from './stop-buttons';

const forms: readonly { readonly format: ExportFormat; readonly label: string; type: string }[] = [
  { format: 'html', label: 'Report (one HTML file)', type: 'text/html' },
  { format: 'json', label: 'Execution summary (JSON)', type: 'application/json' },
  { format: 'csv', label: 'Results (CSV)', type: 'text/csv' },
];

/** What can be done with a run: stop it, retry it, compare it, hand it on. */
export function RunActions({ runId, view }: { readonly runId: string; readonly view: RunView }) {
  const goTo = useGoTo();
  const undone = unfinishedNodes(view);
  const save = useMutation({
    mutationFn: async ({ format, type }: { format: ExportFormat; type: string }) => ({
      ...valueOrThrow(await exportRun({ runId, format })),
      type,
    }),
    onSuccess: ({ name, text, type }) => downloadText(name, text, type),
    onError: (error) => {
      const problem = problemOf(error);
      toast.error(problem.message, { description: problem.hint });
    },
  });
  if (view.outcome === null) {
    return (
      <>
        <NotifyButton />
        <StopButtons runId={runId} />
      </>
    );
  }
  return (
    <>
      {undone.length > 0 && (
        <RetryButton
          runId={runId}
          view={view}
          from={null}
          nodes={undone}
          label={`Retry ${countOf(undone.length, 'node')}`}
        />
      )}
      <CompareWith runId={runId} onChoose={(other) => goTo(`/compare/${other}/${runId}`)}>
        <GitCompare />
        Compare
      </CompareWith>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <Button>
            <Share2 />
            Share
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="end"
            sideOffset={6}
            className="animate-rise z-50 min-w-56 rounded-lg border border-line bg-raised p-1 shadow-float"
          >
            <MenuItem
              onSelect={() => {
                navigator.clipboard.writeText(window.location.href).then(
                  () => toast('Link copied'),
                  () => toast.error('The browser did not let the link be copied'),
                );
              }}
            >
              <Link2 aria-hidden className="size-4" />
              Copy link
            </MenuItem>
            <DropdownMenu.Separator className="my-1 h-px bg-line" />
            {forms.map(({ format, label, type }) => (
              <MenuItem key={format} onSelect={() => save.mutate({ format, type })}>
                {label}
              </MenuItem>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </>
  );
}

function MenuItem({
  onSelect,
  children,
}: {
  readonly onSelect: () => void;
  readonly children: ReactNode;
}) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      className="flex cursor-pointer items-center gap-2 rounded-md px-2.5 py-1.5 text-sm outline-none data-[highlighted]:bg-hover"
    >
      {children}
    </DropdownMenu.Item>
  );
}
